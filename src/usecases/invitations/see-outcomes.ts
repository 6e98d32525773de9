import * as list from '../../db/invitation-list.ts'
import * as invitations from '../../db/invitations.ts'
import * as organizations from '../../db/organizations.ts'
import { type Invitation, stateOf } from '../../domain/invitation.ts'
import { authorize, can } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import {
  type Known,
  type OutcomeNow,
  type ReadAddress,
  readAll,
  similarTo,
  type Verdict,
} from '../../domain/wish.ts'
import { atomically, type Context, within } from '../context.ts'
import { judgeAll, lookUp } from './judge-addresses.ts'
import { ofMine } from './see-letters.ts'

export interface Outcomes {
  outcomes: OutcomeNow[]
  letters: list.Letters
}

/** What has become by now of everybody I have named together with this one, and of their letters. */
export function seeOutcomes(ctx: Context, invitationId: string, addresses: string[]): Promise<Outcomes> {
  return atomically(ctx, async (tx) => {
    if (!can(ctx.actor, 'invitation.create')) authorize(ctx.actor, 'invitation.request')
    const one = await ofMine(tx, ctx, invitationId)
    const organization = await organizations.find(tx, within(ctx))
    const now = ctx.now()
    const asked = readAll(addresses)
    const known = await lookUp(tx, organization, asked, now)
    const opened = new Map((await invitations.openedWith(tx, one)).map((it) => [it.address, it]))
    const verdicts = judgeAll(asked, known, organization, { isConfirmed: true })
    return {
      outcomes: asked.map((it, at) => outcomeNow(it, verdicts[at] as Verdict, { known, opened, now })),
      letters: await list.lettersOf(tx, one),
    }
  })
}

interface Found {
  known: Known
  opened: Map<string | null, Invitation>
  now: Date
}

/** Of what was opened then, where it has got to; of everything else, what would be answered today. */
function outcomeNow(
  { typed, read }: ReadAddress,
  verdict: Verdict,
  { known, opened, now }: Found,
): OutcomeNow {
  const answer = 'answer' in verdict ? verdict.answer : null
  const mine = 'canonical' in read && answer?.result !== 'repeated' ? opened.get(read.canonical) : null
  if (!mine || 'fault' in read)
    return answer ?? { email: typed, result: 'refused', refusal: new Refusal('changed-meanwhile') }
  const { id: invitationId, userId } = mine
  const it = { email: read.typed, invitationId }
  const state = stateOf(mine, now)
  if (!userId || (state !== 'pending' && state !== 'awaiting approval'))
    return { ...it, result: 'was-invited', state }
  if (state === 'awaiting approval') return { ...it, result: 'awaits-approval', userId }
  return { ...it, result: 'invited', userId, link: null, similarTo: similarTo(read, known) }
}
