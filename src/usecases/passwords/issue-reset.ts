import type { Tx } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import * as oneTimeTokens from '../../db/one-time-tokens.ts'
import * as outbox from '../../db/outbox.ts'
import { freshLink } from '../../domain/link.ts'
import { RESET_SECONDS } from '../../domain/reset.ts'
import { after } from '../../domain/time.ts'
import type { User } from '../../domain/user.ts'
import type { Outside } from '../context.ts'

/** A link that sets a new password, promised to the address on file and to no other. The user is held. */
export async function issueReset(tx: Tx, ctx: Outside, user: User): Promise<void> {
  const now = ctx.now()
  const { organizationId, id: userId } = user
  const id = newId(now)
  const { stored } = freshLink(ctx.links.keys, { purpose: 'reset', organizationId, id })
  await oneTimeTokens.issue(tx, {
    ...stored,
    organizationId,
    id,
    purpose: 'reset',
    userId,
    boundAddress: user.address,
    createdAt: now,
    expiresAt: after(now, RESET_SECONDS),
  })
  await outbox.post(tx, now, [{ organizationId, kind: 'reset', userId, oneTimeTokenId: id }])
}
