import type { Tx } from './database.ts'
import { select } from './row.ts'

/** A key that a connection sent along, and what it stands for. */
export interface RequestKey {
  organizationId: string
  connectionId: string
  keyHash: Buffer
  requestHash: Buffer
}

/** False where the key stands for a request already; one whose process died in the middle is free again. */
export async function take(
  tx: Tx,
  key: RequestKey,
  now: Date,
  { forgottenBefore, leaseSeconds }: { forgottenBefore: Date; leaseSeconds: number },
): Promise<boolean> {
  const taken = await select(
    tx,
    `insert into request_keys as k (organization_id, connection_id, key_hash, request_hash, at, leased_until)
     values (:organizationId, :connectionId, :keyHash, :requestHash, :now,
             clock_timestamp() + make_interval(secs => :leaseSeconds))
     on conflict (organization_id, connection_id, key_hash) do update
       set request_hash = excluded.request_hash, at = excluded.at, leased_until = excluded.leased_until, answer = null
       where k.at <= :forgottenBefore or (k.answer is null and k.leased_until < clock_timestamp())
     returning 1`,
    { ...key, now, forgottenBefore, leaseSeconds },
  )
  return taken.length > 0
}

export interface Remembered {
  requestHash: Buffer
  answer: string | null
}

export async function find(
  tx: Tx,
  { organizationId, connectionId, keyHash }: RequestKey,
): Promise<Remembered | undefined> {
  const [found] = await select<Remembered>(
    tx,
    `select request_hash "requestHash", answer from request_keys
     where organization_id = :organizationId and connection_id = :connectionId and key_hash = :keyHash`,
    { organizationId, connectionId, keyHash },
  )
  return found
}

export async function keep(tx: Tx, key: RequestKey, answer: string): Promise<void> {
  const { organizationId, connectionId, keyHash } = key
  await tx('request_keys').where({ organizationId, connectionId, keyHash }).update({ answer })
}

/** It came to nothing, and may be tried again. */
export async function free(tx: Tx, key: RequestKey): Promise<void> {
  const { organizationId, connectionId, keyHash } = key
  await tx('request_keys').where({ organizationId, connectionId, keyHash }).whereNull('answer').delete()
}
