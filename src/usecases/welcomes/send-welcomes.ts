import type { Tx } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import * as oneTimeTokens from '../../db/one-time-tokens.ts'
import * as outbox from '../../db/outbox.ts'
import { type Piece, together } from '../../db/together.ts'
import { freshLink } from '../../domain/link.ts'
import type { Organization } from '../../domain/organization.ts'
import { SENT_TO_ONE_IN_A_DAY } from '../../domain/sending-limits.ts'
import { after, DAY } from '../../domain/time.ts'
import type { User } from '../../domain/user.ts'
import { mayBeWelcomed, welcomeAddressOf } from '../../domain/welcome.ts'
import type { Outside } from '../context.ts'

interface Sending {
  tx: Tx
  ctx: Outside
  now: Date
}

type Lifetime = Pick<Organization, 'invitationLifetimeSeconds'>

/** A way in by letter for whoever is new here, as far as they can have one. */
export function welcoming(
  { ctx, now }: Omit<Sending, 'tx'>,
  lifetime: Lifetime,
  people: User[],
  condition = oneTimeTokens.always,
): (Piece | null)[] {
  const links = people.filter(mayBeWelcomed).map((user) => {
    const { organizationId, id: userId } = user
    const id = newId(now)
    const { stored } = freshLink(ctx.links.keys, { purpose: 'welcome', organizationId, id })
    const expiresAt = after(now, lifetime.invitationLifetimeSeconds)
    const boundAddress = welcomeAddressOf(user)
    const of = { organizationId, id, userId, purpose: 'welcome' as const, boundAddress }
    return { ...stored, ...of, createdAt: now, expiresAt }
  })
  const letters = links.map(({ organizationId, userId, id }) => ({
    organizationId,
    kind: 'welcome' as const,
    userId,
    oneTimeTokenId: id,
  }))
  return [oneTimeTokens.issuing(links, condition), outbox.posting(now, letters, oneTimeTokens.ifIssued)]
}

/** Whether none of them had as many as anybody wants of one thing in a day. */
export const unlessWelcomedOften = (now: Date, people: User[]): oneTimeTokens.Condition => {
  const of = {
    organizationId: people[0]?.organizationId ?? '',
    userIds: people.map(({ id }) => id),
    purpose: 'welcome' as const,
  }
  return oneTimeTokens.unlessOften(of, after(now, -DAY), SENT_TO_ONE_IN_A_DAY)
}

/**
 * The same for those who may have had one: it is dead from now on. Whoever was sent more letters in a day than
 * anybody wants gets no other, however often a provider shuts them out and lets them in. The people are held.
 */
export async function sendNewWelcomes(it: Sending, lifetime: Lifetime, people: User[]): Promise<void> {
  const [first] = people
  if (!first) return
  const { organizationId } = first
  const sent = await oneTimeTokens.countsSince(
    it.tx,
    { organizationId, purpose: 'welcome', userIds: people.map(({ id }) => id) },
    after(it.now, -DAY),
  )
  const welcomed = people.filter(({ id }) => (sent.get(id) ?? 0) < SENT_TO_ONE_IN_A_DAY)
  await oneTimeTokens.voidPurpose(
    it.tx,
    { organizationId, purpose: 'welcome', userIds: welcomed.map(({ id }) => id) },
    it.now,
  )
  await together(it.tx, welcoming(it, lifetime, welcomed))
}
