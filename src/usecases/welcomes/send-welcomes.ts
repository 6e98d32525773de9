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

/** The same for one who has none that lives, beside what lets them in, unless they had as many as `sendNewWelcomes` gives. */
export const welcomingAgain = (
  it: Omit<Sending, 'tx'>,
  lifetime: Lifetime,
  user: User,
  condition: string,
): (Piece | null)[] => {
  const { organizationId, id: userId } = user
  const of = { organizationId, userId, purpose: 'welcome' as const }
  const { where, bindings } = oneTimeTokens.unlessOften(of, after(it.now, -DAY), SENT_TO_ONE_IN_A_DAY)
  return welcoming(it, lifetime, [user], { where: `${condition} and ${where}`, bindings })
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
