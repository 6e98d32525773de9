import * as audit from '../db/audit.ts'
import type { Tx } from '../db/database.ts'
import type { Context } from './context.ts'

/** Says in the audit what this use-case did, in its own transaction. */
export const record = (tx: Tx, ctx: Context, ...notes: audit.AuditNote[]): Promise<void> =>
  audit.record(tx, ctx.now(), ctx.actor, ctx.trace, notes)
