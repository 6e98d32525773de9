import type { Permission } from '../../domain/permission.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'

/** Nothing came of it; that somebody tried what their roles do not allow is on record all the same. */
export const noteRefusal = (ctx: Context, { needs, tried }: { needs: Permission; tried: string }) =>
  atomically(ctx, (tx) =>
    record(tx, ctx, {
      act: 'access.refuse',
      targetKind: 'organization',
      targetId: within(ctx),
      after: { tried, needs },
    }),
  )
