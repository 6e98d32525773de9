import * as trail from '../../db/audit-trail.ts'
import { authorize } from '../../domain/policy.ts'
import { atomically, type Context, within } from '../context.ts'

const PAGE = 50

/** What happened, newest first: all of it, about one target, by one actor, or of one kind. */
export function listAudit(ctx: Context, wish: trail.AuditWish): Promise<trail.AuditLine[]> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'audit.list')
    return trail.page(tx, within(ctx), wish, PAGE)
  })
}
