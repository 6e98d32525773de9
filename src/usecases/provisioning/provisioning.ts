import type { AuditNote } from '../../db/audit.ts'
import * as audit from '../../db/audit.ts'
import { isDangling, type Tx } from '../../db/database.ts'
import { type Piece, together } from '../../db/together.ts'
import type { Actor } from '../../domain/actor.ts'
import type { Scope } from '../../domain/connection.ts'
import { authorizeProvider } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { atomically, type Context } from '../context.ts'

/** What a request of a provider is done in. */
export interface Provisioning {
  tx: Tx
  ctx: Context
  actor: Actor & { kind: 'connection' }
  now: Date
  /** Says in the audit what was done; in a dry run, what would have been. */
  note(...notes: AuditNote[]): Promise<void>
  /** The same together with what is done, in one statement. */
  write(notes: AuditNote[], ...done: (Piece | null)[]): Promise<void>
}

export interface Provisioned<T> {
  result: T
  /** What a dry run would have changed; null where it was changed. */
  wouldChange: AuditNote[] | null
}

/** Thrown to undo a dry run: everything was decided as if, by the same rows and locks. */
class OnlyAsIf extends Error {
  readonly result: unknown
  constructor(result: unknown) {
    super('only as if')
    this.result = result
  }
}

/**
 * The first line of every use-case of a provider. A connection that is tried out does all of it, in a transaction
 * that is then taken back: so what it answers is what it would do, and there is no second way to do it.
 */
export async function provisioning<T>(
  ctx: Context,
  scope: Scope,
  work: (it: Provisioning) => Promise<T>,
): Promise<Provisioned<T>> {
  const actor = authorizeProvider(ctx.actor, scope)
  let noted: AuditNote[] = []
  try {
    const result = await atomically(ctx, async (tx) => {
      noted = []
      const now = ctx.now()
      const write = async (notes: AuditNote[], ...done: (Piece | null)[]) => {
        noted.push(...notes)
        const record = actor.isDryRun ? null : audit.recording(now, actor, ctx.trace, notes)
        await together(tx, [...done, record])
      }
      const note = (...notes: AuditNote[]) => write(notes)
      const done = await work({ tx, ctx, actor, now, note, write })
      if (actor.isDryRun && scope.endsWith('.write')) throw new OnlyAsIf(done)
      return done
    })
    return { result, wouldChange: null }
  } catch (fault) {
    if (fault instanceof OnlyAsIf) return { result: fault.result as T, wouldChange: noted }
    if (hasEnded(fault)) throw new Refusal('connection-ended', { connection: actor.name })
    throw fault
  }
}

/** What a provider makes hangs on its live connection: one that is ended meanwhile takes nothing any more. */
const hasEnded = (fault: unknown): boolean =>
  isDangling(fault, 'provisioned_users_live') || isDangling(fault, 'provisioned_groups_live')
