import { createHash, randomBytes } from 'node:crypto'
import { type Actor, userIdOf } from '../domain/actor.ts'
import type { Tx } from './database.ts'
import { newId } from './id.ts'

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
  if (notes.length === 0) return
  const rows = notes.map((it) => {
    const salt = randomBytes(16)
    const body = JSON.stringify({ ip: trace.ip, before: it.before ?? null, after: it.after ?? null })
    return {
      id: newId(now),
      act: it.act,
      target_kind: it.targetKind,
      target_id: it.targetId,
      salt: salt.toString('hex'),
      body,
      digest: createHash('sha256').update(salt).update(body).digest('hex'),
    }
  })
  await tx.raw(
    `with noted as (
       select * from jsonb_to_recordset(:rows::jsonb)
         as n(id uuid, act text, target_kind text, target_id uuid, salt text, body text, digest text)
     ), entries as (
       insert into audit_entries (organization_id, id, at, actor_kind, actor_id, act, target_kind, target_id,
                                  surface, request_id, details_digest)
       select :organizationId, id, :now, :kind, :actorId, act, target_kind, target_id,
              :surface, :requestId, decode(digest, 'hex')
       from noted
     ), details as (
       insert into audit_details (organization_id, entry_id, salt, body)
       select :organizationId, id, decode(salt, 'hex'), body from noted
     )
     insert into audit_unsealed (organization_id, entry_id) select :organizationId, id from noted`,
    {
      rows: JSON.stringify(rows),
      organizationId: actor.organizationId,
      now,
      kind: actor.kind,
      actorId: actor.kind === 'connection' ? actor.connectionId : userIdOf(actor),
      surface: trace.surface,
      requestId: trace.requestId,
    },
  )
}
