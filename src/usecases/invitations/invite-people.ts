import type { Tx } from '../../db/database.ts'
import * as invitations from '../../db/invitations.ts'
import * as organizations from '../../db/organizations.ts'
import { userIdOf } from '../../domain/actor.ts'
import type { Invitation } from '../../domain/invitation.ts'
import type { Organization } from '../../domain/organization.ts'
import { plainText } from '../../domain/plain-text.ts'
import { authorize, can } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import {
  ADDRESS_LIMIT,
  MESSAGE_LIMIT,
  type Outcome,
  readAll,
  type Verdict,
  type Wish,
} from '../../domain/wish.ts'
import { askApprovers } from '../approvals/ask-approvers.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import { judgeAll, lookUp, lost } from './judge-addresses.ts'
import { mustNotFlood } from './must-not-flood.ts'
import { openInvitations } from './open-invitations.ts'
import { readPromises } from './promises.ts'
import { sendLinks } from './send-links.ts'

/** One outcome for each address, in a constant number of statements however many there are. */
export const invitePeople = (ctx: Context, wish: Wish): Promise<Outcome[]> =>
  atomically(ctx, (tx) => invite(tx, ctx, wish))

/** The same inside a transaction that is already under way. */
export async function invite(tx: Tx, ctx: Context, asked: Wish): Promise<Outcome[]> {
  const wish = { ...asked, message: plainText(asked.message) }
  mustBeReasonable(wish)
  const now = ctx.now()
  const organization = await organizations.find(tx, within(ctx))
  if (!can(ctx.actor, 'invitation.create')) authorize(ctx.actor, 'invitation.request')
  const promised = await readPromises(tx, ctx, organization, wish)

  const addresses = readAll(wish.addresses)
  const known = await lookUp(tx, organization, addresses, now)
  const verdicts = judgeAll(addresses, known, organization, wish)
  await mustNotFlood(tx, ctx, verdicts.filter((it) => 'invite' in it).length, now)
  const opened = await openInvitations(tx, ctx, organization, wish, idsOf(promised.roles), verdicts, now)
  await invitations.promise(tx, organization.id, idsOf(opened), idsOf(promised.roles), idsOf(promised.groups))
  const sent = opened.filter((it) => it.generation > 0)
  const links = await sendLinks(tx, ctx, sent, now)
  const asker = { organizationId: organization.id, inviterId: userIdOf(ctx.actor) }
  await askApprovers(
    tx,
    asker,
    opened.filter((it) => it.approvalAskedAt),
    now,
  )
  await record(tx, ctx, ...opened.map((it) => noteOf(it, promised.roles)))
  return outcomesOf(tx, organization, wish, verdicts, { opened, links }, now)
}

function mustBeReasonable({ addresses, message }: Wish): void {
  if (addresses.length > ADDRESS_LIMIT) throw new Refusal('too-many-addresses', { limit: ADDRESS_LIMIT })
  if (message && [...message].length > MESSAGE_LIMIT)
    throw new Refusal('message-too-long', { limit: MESSAGE_LIMIT })
}

const idsOf = (all: { id: string }[]): string[] => all.map((it) => it.id)

const noteOf = (it: Invitation, roles: { name: string }[]) => ({
  act: it.approvalAskedAt ? 'invitation.request' : 'invitation.create',
  targetKind: 'invitation' as const,
  targetId: it.id,
  after: { address: it.address, roles: roles.map((role) => role.name), userId: it.userId },
})

async function outcomesOf(
  tx: Tx,
  organization: Organization,
  wish: Wish,
  verdicts: Verdict[],
  { opened, links }: { opened: Invitation[]; links: Map<string, string> },
  now: Date,
): Promise<Outcome[]> {
  const byAddress = new Map(opened.map((it) => [it.address, it]))
  const missed = verdicts.flatMap((it) =>
    'invite' in it && !byAddress.has(it.invite.canonical) ? [it.invite] : [],
  )
  const meanwhile =
    missed.length > 0 ? await lookUp(tx, organization, readAll(missed.map((it) => it.typed)), now) : null
  return verdicts.map((verdict) => {
    if ('answer' in verdict) return verdict.answer
    const { typed: email, canonical } = verdict.invite
    const invitation = byAddress.get(canonical)
    if (!invitation?.userId) return lost(email, canonical, meanwhile)
    const { id: invitationId, userId } = invitation
    if (invitation.approvalAskedAt) return { email, result: 'awaits-approval', invitationId, userId }
    const { similarTo } = verdict
    const { sendAfter } = invitation
    if (sendAfter) return { email, result: 'scheduled', invitationId, userId, sendAfter, similarTo }
    const link = wish.by === 'link' || wish.showsLinks ? (links.get(invitationId) ?? null) : null
    return { email, result: 'invited', invitationId, userId, link, similarTo }
  })
}
