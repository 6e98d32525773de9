import { newId } from '../../db/id.ts'
import * as oneTimeTokens from '../../db/one-time-tokens.ts'
import * as outbox from '../../db/outbox.ts'
import { freshLink } from '../../domain/link.ts'
import type { Organization } from '../../domain/organization.ts'
import { after } from '../../domain/time.ts'
import type { User } from '../../domain/user.ts'
import { mayBeWelcomed, welcomeAddressOf } from '../../domain/welcome.ts'
import type { Outside } from '../context.ts'

/** A letter with a way in for each of them who can have one; the link before it is dead. The people are held, or new. */
export async function sendWelcomes(
  { tx, ctx, now }: { tx: Parameters<typeof outbox.post>[0]; ctx: Outside; now: Date },
  organization: Pick<Organization, 'invitationLifetimeSeconds'>,
  people: User[],
): Promise<void> {
  const welcomed = people.filter(mayBeWelcomed)
  const links = welcomed.map((user) => {
    const { organizationId, id: userId } = user
    const id = newId(now)
    const { stored } = freshLink(ctx.links.keys, { purpose: 'welcome', organizationId, id })
    const expiresAt = after(now, organization.invitationLifetimeSeconds)
    const of = {
      organizationId,
      id,
      userId,
      purpose: 'welcome' as const,
      boundAddress: welcomeAddressOf(user),
    }
    return { ...stored, ...of, createdAt: now, expiresAt }
  })
  await oneTimeTokens.issueAll(tx, links)
  await outbox.post(
    tx,
    now,
    links.map(({ organizationId, userId, id }) => ({
      organizationId,
      kind: 'welcome',
      userId,
      oneTimeTokenId: id,
    })),
  )
}
