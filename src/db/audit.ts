import { hash, randomBytes } from 'node:crypto'
import { type Actor, userIdOf } from '../domain/actor.ts'
import type { Tx } from './database.ts'
import { newId } from './id.ts'
import { given } from './rows-of.ts'
import { type Piece, together } from './together.ts'

/** Where a request came from, as far as its door knows. */
export interface Trace {
  requestId: string
  surface: 'cli' | 'web' | 'slack' | 'scim' | 'clock'
  ip: string | null
}

export interface AuditNote {
  act: string
  targetKind: 'organization' | 'user' | 'invitation' | 'session' | 'role' | 'group' | 'connection'
  targetId: string | null
  before?: unknown
  after?: unknown
  /** Of the request it was done for, where those of several are written together. */
  trace?: Trace
  /** Of the entry, where what is written asks which of several are true. */
  id?: string
}

/**
 * Written in the transaction it tells of, one statement for many. What can name a person goes to the details,
 * which an erasure may remove; the entry keeps their salted digest, so the chain still verifies.
 */
export async function record(
  tx: Tx,
  now: Date,
  actor: Actor,
  trace: Trace,
  notes: AuditNote[],
): Promise<void> {
  await together(tx, [recording(now, actor, trace, notes)])
}

const SALT = 16

const columns = {
  id: 'uuid',
  act: 'text',
  targetKind: 'text',
  targetId: 'uuid',
  salt: 'text',
  body: 'text',
  digest: 'text',
  requestId: 'text',
}

const writing = (from: string, condition: string): string => `
  noted as (
    select * from ${from} where ${condition}
  ), entries as (
    insert into audit_entries (organization_id, id, at, actor_kind, actor_id, act, target_kind, target_id,
                               surface, request_id, details_digest)
    select :auditOrganizationId, id, :auditAt, :actorKind, :actorId, act, target_kind, target_id,
           :surface, noted.request_id, decode(digest, 'hex')
    from noted
  ), details as (
    insert into audit_details (organization_id, entry_id, salt, body)
    select :auditOrganizationId, id, decode(salt, 'hex'), body from noted
  ), unsealed as (
    insert into audit_unsealed (organization_id, entry_id) select :auditOrganizationId, id from noted
  )`

/** The parts of a statement that write down what happened, if it did; null where there is nothing to tell. */
export function recording(
  now: Date,
  actor: Actor,
  trace: Trace,
  notes: AuditNote[],
  condition = 'true',
): Piece | null {
  if (notes.length === 0) return null
  const salts = randomBytes(SALT * notes.length)
  const { from, bindings } = given(
    'note',
    columns,
    notes.map((it, at) => rowOf(it, now, it.trace ?? trace, salts.subarray(at * SALT, (at + 1) * SALT))),
  )
  return {
    sql: writing(from, condition),
    bindings: {
      ...bindings,
      auditOrganizationId: actor.organizationId,
      auditAt: now,
      actorKind: actor.kind,
      actorId: actor.kind === 'connection' ? actor.connectionId : userIdOf(actor),
      surface: trace.surface,
    },
  }
}

function rowOf(it: AuditNote, now: Date, { requestId, ip }: Trace, salt: Buffer) {
  const body = JSON.stringify({ ip, before: it.before ?? null, after: it.after ?? null })
  return {
    id: it.id ?? newId(now),
    act: it.act,
    targetKind: it.targetKind,
    targetId: it.targetId,
    salt: salt.toString('hex'),
    body,
    digest: hash('sha256', Buffer.concat([salt, Buffer.from(body)]), 'hex'),
    requestId,
  }
}
