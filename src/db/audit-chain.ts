import { createHash } from 'node:crypto'
import type { Tx } from './database.ts'
import { prepared, select } from './row.ts'
import { given } from './rows-of.ts'

export interface Sealable {
  id: string
  at: Date
  actorKind: string
  actorId: string | null
  act: string
  targetKind: string
  targetId: string | null
  surface: string
  requestId: string
  detailsDigest: Buffer
}

/** Each seal covers the one before it: to change one entry unseen, every later seal would have to change. */
export function sealOf(previous: Buffer, number: number, entry: Sealable): Buffer {
  const told = [
    entry.id,
    entry.at.toISOString(),
    entry.actorKind,
    entry.actorId,
    entry.act,
    entry.targetKind,
    entry.targetId,
    entry.surface,
    entry.requestId,
    entry.detailsDigest.toString('hex'),
  ]
  return createHash('sha256')
    .update(previous)
    .update(JSON.stringify([number, told]))
    .digest()
}

/** The chain starts from the organization, so that no organization's chain can stand in for another's. */
export const chainStart = (organizationId: string): Buffer =>
  createHash('sha256').update(`usher audit\0${organizationId}`).digest()

export const organizationsWithUnsealed = async (tx: Tx): Promise<{ organizationId: string }[]> =>
  select(tx, `select distinct organization_id "organizationId" from audit_unsealed limit 100`)

/** Oldest first, and taken: another instance that seals at this moment passes over them. */
export const takeUnsealed = async (tx: Tx, organizationId: string, limit: number): Promise<Sealable[]> =>
  select(
    tx,
    `with taken as (
       delete from audit_unsealed where (organization_id, entry_id) in (
         select organization_id, entry_id from audit_unsealed where organization_id = :organizationId
         order by entry_id limit :limit for update skip locked)
       returning entry_id)
     select e.id, e.at, e.actor_kind "actorKind", e.actor_id "actorId", e.act, e.target_kind "targetKind",
            e.target_id "targetId", e.surface, e.request_id "requestId", e.details_digest "detailsDigest"
     from audit_entries e join taken t on t.entry_id = e.id
     where e.organization_id = :organizationId order by e.id`,
    { organizationId, limit },
  )

/** The newest seal. The organization's row is held so that seals are made one batch after the other. */
export async function lastSeal(tx: Tx, organizationId: string): Promise<{ number: number; hash: Buffer }> {
  const [seal] = await select<{ number: string; hash: Buffer }>(
    tx,
    `select number, hash from audit_seals where organization_id = :organizationId order by number desc limit 1`,
    { organizationId },
  )
  return seal
    ? { number: Number(seal.number), hash: seal.hash }
    : { number: 0, hash: chainStart(organizationId) }
}

export async function addSeals(
  tx: Tx,
  organizationId: string,
  seals: { number: number; entryId: string; hash: Buffer }[],
  now: Date,
): Promise<void> {
  const { from, bindings } = given(
    'seal',
    sealColumns,
    seals.map(({ hash, ...it }) => ({ ...it, hash: hash.toString('hex') })),
  )
  await prepared(
    tx,
    `insert into audit_seals (organization_id, number, entry_id, hash, sealed_at)
     select :organizationId, number, entry_id, decode(hash, 'hex'), :now from ${from}`,
    { organizationId, now, ...bindings },
  )
}

const sealColumns = { number: 'bigint', entryId: 'uuid', hash: 'text' }
