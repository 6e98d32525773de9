import { nextBusinessMorning } from '../../domain/business-hours.ts'
import { inWords } from '../../domain/refusal.ts'
import type { Outcome } from '../../domain/wish.ts'
import { invitePeople } from '../../usecases/invitations/invite-people.ts'
import { type InviteChoices, seeInviteChoices } from '../../usecases/invitations/see-invite-choices.ts'
import type { Answer, Heard } from '../door/answer.ts'
import type { Fields } from '../door/fields.ts'
import { homeUrl } from '../home/home-url.ts'
import { refusalWords } from '../refusal-words.ts'
import { readAddresses } from '../words/read-invite.ts'
import { lookAlikesIn } from './draft-from-words.ts'
import { type InviteDraft, inviteForm, type SendChoice } from './invite-form.view.ts'
import { inviteResult } from './invite-result.view.ts'
import { mentioned } from './mentioned.ts'
import { placesIn, promisesOf } from './places.ts'

/** The form was sent: everybody gets an outcome, and a link that is handed over shows here and nowhere else. */
export async function sendInvitations(heard: Heard): Promise<Answer> {
  const { ctx, fields } = heard
  const { addresses: typed, mentions, unreadable } = readAddresses(fields.text('addresses'))
  const { emails, silent } = await mentioned(heard, mentions)
  const addresses = [...typed, ...emails]
  const draft = draftOf(fields)
  const errors = missingIn(draft, addresses, unreadable)
  if (errors) return { errors }
  const choices = await seeInviteChoices(ctx)
  const looksLike = fields.has('confirmed', 'yes') ? [] : lookAlikesIn(addresses)
  if (looksLike.length > 0) return { modal: inviteForm(choices, { ...draft, looksLike }) }
  const outcomes = await invitePeople(ctx, wishOf(heard, draft, addresses, choices))
  return (
    nobodyInvited(outcomes, choices, draft) ?? {
      modal: inviteResult({
        outcomes,
        unreadable,
        silent,
        by: draft.by ?? 'letter',
        homeUrl: homeUrl(heard),
      }),
      home: 'again',
    }
  )
}

/** Whatever has been looked at and confirmed before; a morning is one of whoever invites. */
export function wishOf(
  { ctx, speaker: { timeZone } }: Pick<Heard, 'ctx' | 'speaker'>,
  draft: InviteDraft,
  addresses: string[],
  { organization }: InviteChoices,
) {
  return {
    ...promisesOf(draft),
    addresses,
    message: draft.message ?? null,
    isConfirmed: true,
    by: draft.by ?? 'letter',
    showsLinks: addresses.length === 1,
    sendAfter:
      draft.when === 'next-business-morning'
        ? nextBusinessMorning({ ...organization, timeZone }, ctx.now())
        : (draft.sendAt ?? null),
  }
}

function missingIn({ roleIds, when, sendAt, by }: InviteDraft, addresses: string[], unreadable: string[]) {
  if (addresses.length === 0) return { addresses: nobodyIn(unreadable) }
  if (roleIds?.length === 0) return { roles: 'Choose a role.' }
  if (when === 'later' && !sendAt) return { sendAt: 'Choose when, or send now.' }
  if (by === 'link' && when !== 'now')
    return { by: 'A link is handed over at once: choose “Now”, or send a letter.' }
  return null
}

const nobodyIn = (unreadable: string[]): string =>
  unreadable.length > 0
    ? `No e-mail address was found in “${unreadable.slice(0, 3).join('”, “')}”.`
    : 'Enter at least one e-mail address.'

/** Where nobody could be invited, the form stays and says why; whoever is here already can be opened from it. */
function nobodyInvited(outcomes: Outcome[], choices: InviteChoices, draft: InviteDraft): Answer | null {
  const refused = outcomes.flatMap((it) => (it.result === 'refused' ? [it.refusal] : []))
  if (refused.length === outcomes.length)
    return {
      errors: {
        addresses: refused
          .slice(0, 3)
          .map((it) => inWords(refusalWords, it).text)
          .join(' '),
      },
    }
  const [only] = outcomes
  if (outcomes.length > 1 || only?.result !== 'already-a-user') return null
  const existing = {
    text: `${only.email} is already a user (${only.label.toLowerCase()}).`,
    userId: only.userId,
  }
  return { modal: inviteForm(choices, { ...draft, existing }) }
}

/** The time that was chosen counts only where it is meant to. */
function draftOf(fields: Fields): InviteDraft {
  const when = (fields.one('when') as SendChoice | null) ?? 'now'
  const sendAt = fields.one('sendAt')
  return {
    ...placesIn(fields),
    addresses: fields.text('addresses'),
    message: fields.one('message'),
    when,
    sendAt: when === 'later' && sendAt ? new Date(Number(sendAt) * 1000) : null,
    by: fields.one('by') === 'link' ? 'link' : 'letter',
  }
}
