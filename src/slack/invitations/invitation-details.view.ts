import { listInWords } from '../../domain/plain-words.ts'
import type { ShownInvitation } from '../../usecases/invitations/show-invitation.ts'
import {
  actions,
  type Block,
  context,
  divider,
  fields,
  header,
  type Modal,
  modal,
  safe,
  section,
} from '../blocks.ts'
import { moment, relative } from '../moments.ts'
import { escaped } from '../words/escape-for-slack.ts'
import { thisLetterMissing } from '../words/help.ts'
import { actionButtons, addressOf, endOf, inviterOf, stateWords, whom } from './invitation.view.ts'

/** Drawn over itself when something is done in it. */
export const DETAILS = 'invitation.details'

/** All about one invitation: what was promised, how long it lives, what its letters did, what can be done. */
export function invitationDetails(
  it: ShownInvitation,
  now: Date,
  { said, closesAll = false }: { said?: string; closesAll?: boolean } = {},
): Modal {
  const buttons = actionButtons(it)
  return modal({
    title: 'Invitation',
    form: DETAILS,
    metadata: { id: it.id },
    closesAll,
    blocks: [
      ...(said ? [section(said), divider] : []),
      header(whom(it)),
      fields(factsOf(it, now)),
      ...(it.message ? [section(`*Message*\n>${escaped(it.message).replace(/\n/g, '\n>')}`)] : []),
      ...(buttons.length > 0 ? [actions(...buttons)] : []),
      divider,
      ...trailBlocks(it),
      ...missingHelp(it),
    ],
  })
}

function factsOf(it: ShownInvitation, now: Date): [string, string][] {
  const groups = it.groups.map(({ name, kind }) => `${name} (${kind})`)
  return [
    ['E-mail', safe(addressOf(it) ?? 'None: the link is handed over')],
    ['State', stateWords[it.state]],
    [it.state === 'accepted' ? 'Roles given' : 'Roles on acceptance', safe(listInWords(it.roleNames))],
    ...((groups.length > 0 ? [['Groups', safe(listInWords(groups))]] : []) as [string, string][]),
    ['Invited by', inviterOf(it)],
    ['Goes out', it.email ? 'By letter' : 'By a link that is handed over'],
    ...timeFacts(it, now),
  ]
}

const at = (when: Date, now: Date): string => `${moment(when)}\n${relative(when, now)}`

function timeFacts(it: ShownInvitation, now: Date): [string, string][] {
  const facts: [string, string][] = []
  if (it.sentAt) facts.push(['Sent', at(it.sentAt, now)])
  else facts.push(['Made', at(it.createdAt, now)])
  if (it.state === 'scheduled' && it.sendAfter) facts.push(['Will be sent', at(it.sendAfter, now)])
  if (it.endedAt) facts.push(['Ended', endOf(it, it.endedAt)])
  else if (it.expiresAt) facts.push([it.state === 'expired' ? 'Expired' : 'Expires', at(it.expiresAt, now)])
  return facts
}

type Event = ShownInvitation['trail'][number]

const happened: Record<Event['kind'], string> = {
  queued: ':inbox_tray: The letter is queued',
  sent: ':email: The mail server took the letter',
  deferred: ':hourglass: The letter waits, and is tried again',
  failed: ':warning: The letter was refused',
  dead: ':warning: The letter was given up',
  dropped: ':heavy_minus_sign: The letter was not sent: it was no longer needed',
  bounced: ':warning: The letter came back',
  'link visited': ':eyes: The link was opened',
  'link copied': ':link: A new link was made by hand; the older ones are dead',
  'new link asked': ':wave: A new link was asked for',
  accepted: ':tada: Accepted',
  declined: ':no_entry_sign: Declined',
  cancelled: ':x: Cancelled',
}

/** Whose words an event carries: those of the mail server, or of whoever ended it. */
const LINE = 250

const lineOf = ({ at, kind, detail }: Event): string =>
  `${moment(at)} · ${happened[kind]}${detail ? `: “${safe(detail.slice(0, LINE))}”` : ''}`

const SHOWN = 20
const LINES = 8

/** The newest, oldest first, a few to each block. */
function trailBlocks({ trail }: ShownInvitation): Block[] {
  if (trail.length === 0) return [context('Nothing has happened to it yet.')]
  const lines = trail.slice(-SHOWN).map(lineOf)
  const left = trail.length - lines.length
  const blocks: Block[] = [section('*What happened*')]
  if (left > 0) blocks.push(context(`${left} earlier`))
  for (let from = 0; from < lines.length; from += LINES)
    blocks.push(context(lines.slice(from, from + LINES).join('\n')))
  return blocks
}

const mayBeMissing = ({ state, email }: ShownInvitation): boolean =>
  email !== null && (state === 'pending' || state === 'expired')

const missingHelp = (it: ShownInvitation): Block[] =>
  mayBeMissing(it)
    ? [
        context(
          `*${thisLetterMissing.title}*\n${thisLetterMissing.steps.map((step) => `• ${step}`).join('\n')}`,
        ),
      ]
    : []
