import type { Tx } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import * as invitations from '../../db/invitations.ts'
import * as organizations from '../../db/organizations.ts'
import * as users from '../../db/users.ts'
import { userIdOf } from '../../domain/actor.ts'
import { type Invitation, stateOf } from '../../domain/invitation.ts'
import type { Organization } from '../../domain/organization.ts'
import { authorize } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { after } from '../../domain/time.ts'
import * as user from '../../domain/user.ts'
import {
  ADDRESS_LIMIT,
  addressesToLookUp,
  judge,
  type Known,
  MESSAGE_LIMIT,
  type Outcome,
  type ReadAddress,
  readAll,
  type Verdict,
  type Wish,
} from '../../domain/wish.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import { inviterNameOf } from './inviter-name.ts'
import { readPromises } from './promises.ts'
import { sendLinks } from './send-links.ts'

/** One outcome for each address, in a constant number of statements however many there are. */
export const invitePeople = (ctx: Context, wish: Wish): Promise<Outcome[]> =>
  atomically(ctx, (tx) => invite(tx, ctx, wish))

/** The same inside a transaction that is already under way. */
export async function invite(tx: Tx, ctx: Context, wish: Wish): Promise<Outcome[]> {
  mustBeReasonable(wish)
  const now = ctx.now()
  const organization = await organizations.find(tx, within(ctx))
  authorize(ctx.actor, 'invitation.create')
  const promised = await readPromises(tx, ctx, organization, wish)

  const asked = readAll(wish.addresses)
  const known = await lookUp(tx, organization.id, asked, now)
  const verdicts = judgeAll(asked, known, organization, wish)
  const opened = await open(tx, ctx, organization, wish, verdicts, now)
  await invitations.promise(tx, organization.id, idsOf(opened), idsOf(promised.roles), idsOf(promised.groups))
  const links = await sendLinks(tx, ctx, opened, now)
  await record(tx, ctx, ...opened.map((it) => noteOf(it, promised.roles)))
  return outcomesOf(tx, ctx, wish, verdicts, { opened, links }, now)
}

function mustBeReasonable({ addresses, message }: Wish): void {
  if (addresses.length > ADDRESS_LIMIT) throw new Refusal('too-many-addresses', { limit: ADDRESS_LIMIT })
  if (message && [...message].length > MESSAGE_LIMIT)
    throw new Refusal('message-too-long', { limit: MESSAGE_LIMIT })
}

const idsOf = (all: { id: string }[]): string[] => all.map((it) => it.id)

const noteOf = (it: Invitation, roles: { name: string }[]) => ({
  act: 'invitation.create',
  targetKind: 'invitation' as const,
  targetId: it.id,
  after: { address: it.address, roles: roles.map((role) => role.name), userId: it.userId },
})

async function lookUp(tx: Tx, organizationId: string, asked: ReadAddress[], now: Date): Promise<Known> {
  const addresses = addressesToLookUp(asked)
  const people = await users.byAddresses(tx, organizationId, addresses)
  const open = await invitations.openByAddresses(tx, organizationId, addresses)
  const byAddress = (it: Invitation) =>
    [it.address, it.email?.toLowerCase()]
      .filter((key) => key != null)
      .map((key) => [key, found(it, now)] as const)
  return {
    users: new Map(people.map((it) => [it.address ?? '', { id: it.id, state: user.stateOf(it) }])),
    invitations: new Map(open.flatMap(byAddress)),
  }
}

const found = (it: Invitation, now: Date) => ({ id: it.id, state: stateOf(it, now) })

function judgeAll(asked: ReadAddress[], known: Known, organization: Organization, wish: Wish): Verdict[] {
  const seen = new Set<string>()
  return asked.map(({ typed, read }) => {
    if ('fault' in read)
      return refused(typed, new Refusal('address-unreadable', { typed, fault: read.fault }))
    if (seen.has(read.canonical)) return { answer: { email: read.typed, result: 'repeated' } }
    seen.add(read.canonical)
    const allowed = organization.allowedEmailDomains
    if (allowed.length > 0 && !allowed.includes(read.domain))
      return refused(read.typed, new Refusal('address-domain-not-allowed', { address: read.typed, allowed }))
    return judge(read, known, wish.isConfirmed)
  })
}

const refused = (email: string, refusal: Refusal): Verdict => ({
  answer: { email, result: 'refused', refusal },
})

/** People and their invitations, of those that nobody else invited in the meantime. */
async function open(
  tx: Tx,
  ctx: Context,
  organization: Organization,
  wish: Wish,
  verdicts: Verdict[],
  now: Date,
): Promise<Invitation[]> {
  // Sorted, so that two who invite the same people at once wait for each other in the same order.
  const toInvite = verdicts
    .flatMap((it) => ('invite' in it ? [it] : []))
    .sort((a, b) => (a.invite.canonical < b.invite.canonical ? -1 : 1))
  const fresh = toInvite.filter((it) => it.stagedUserId === null)
  const created = await users.insertNew(
    tx,
    fresh.map(({ invite }) => ({
      organizationId: organization.id,
      id: newId(now),
      email: invite.typed,
      address: invite.canonical,
      origin: 'invite' as const,
      invitedAt: now,
      createdAt: now,
    })),
  )
  const staged = toInvite.flatMap((it) => it.stagedUserId ?? [])
  const marked = await users.markInvited(tx, organization.id, staged, now)
  const userIds = new Map([...created, ...marked].map((it) => [it.address, it.id]))

  const inviterName = await inviterNameOf(tx, ctx)
  const rows = toInvite.flatMap(({ invite }) => {
    const userId = userIds.get(invite.canonical)
    if (!userId) return []
    return {
      organizationId: organization.id,
      id: newId(now),
      userId,
      email: wish.by === 'letter' ? invite.typed : null,
      address: invite.canonical,
      message: wish.message,
      inviterId: userIdOf(ctx.actor),
      inviterName,
      createdAt: now,
      generation: 1,
      lifetimeSeconds: organization.invitationLifetimeSeconds,
      sentAt: now,
      expiresAt: after(now, organization.invitationLifetimeSeconds),
    }
  })
  return invitations.insertNew(tx, rows)
}

async function outcomesOf(
  tx: Tx,
  ctx: Context,
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
    missed.length > 0 ? await lookUp(tx, within(ctx), readAll(missed.map((it) => it.typed)), now) : null
  return verdicts.map((verdict) => {
    if ('answer' in verdict) return verdict.answer
    const { typed: email, canonical } = verdict.invite
    const invitation = byAddress.get(canonical)
    if (!invitation?.userId) return lost(email, canonical, meanwhile)
    const { id: invitationId, userId } = invitation
    const link = wish.by === 'link' ? (links.get(invitationId) ?? null) : null
    return { email, result: 'invited', invitationId, userId, link, similarTo: verdict.similarTo }
  })
}

/** Somebody else was quicker, between our look and our insert: their invitation is the answer. */
function lost(email: string, canonical: string, meanwhile: Known | null): Outcome {
  const invitation = meanwhile?.invitations.get(canonical)
  if (invitation)
    return { email, result: 'already-invited', invitationId: invitation.id, state: invitation.state }
  const person = meanwhile?.users.get(canonical)
  if (person) return { email, result: 'already-a-user', userId: person.id, state: person.state }
  return { email, result: 'refused', refusal: new Refusal('changed-meanwhile') }
}
