import {
  ATTEMPTS_KEPT_SECONDS,
  CLOSED_INVITATIONS_KEPT_SECONDS,
  ENDED_SESSIONS_KEPT_SECONDS,
  ENDED_TOKENS_KEPT_SECONDS,
  EXCHANGES_KEPT_SECONDS,
  REQUEST_KEYS_KEPT_SECONDS,
  WHOLE_IP_KEPT_SECONDS,
} from '../domain/retention.ts'
import { after } from '../domain/time.ts'
import type { Tx } from './database.ts'
import { firstIdAt } from './id.ts'
import { select } from './row.ts'

/** The last number of an IPv4 address, and all but the site's part of an IPv6 one, become zero. */
const shortened = `
  case when family(s.ip::inet) = 4 then host(network(set_masklen(s.ip::inet, 24)))
       else host(network(set_masklen(s.ip::inet, 48))) end`

/** Each takes a bounded bite; what is left waits for the next tick. */
const bites: { sql: string; keptSeconds: number }[] = [
  {
    keptSeconds: ATTEMPTS_KEPT_SECONDS,
    sql: `delete from sign_in_attempts where id in (
            select id from sign_in_attempts where id < :firstId order by id limit :bite)`,
  },
  {
    keptSeconds: WHOLE_IP_KEPT_SECONDS,
    sql: `update sign_in_attempts s set ip = ${shortened} where s.id in (
            select id from sign_in_attempts where id < :firstId and ip is not null and ip !~ '(\\.0|::)$'
            order by id desc limit :bite)`,
  },
  {
    keptSeconds: WHOLE_IP_KEPT_SECONDS,
    sql: `update sessions s set ip = ${shortened} where (s.organization_id, s.id) in (
            select organization_id, id from sessions where started_at < :before and ip is not null
              and ip !~ '(\\.0|::)$' limit :bite)`,
  },
  {
    keptSeconds: CLOSED_INVITATIONS_KEPT_SECONDS,
    // What the audit told of them goes with them: later nothing would say whose address it was.
    sql: `with old as (
            select organization_id, id from invitations where ended_at < :before order by ended_at limit :bite
          ), told as (
            delete from audit_details d using audit_entries e, old
            where e.organization_id = old.organization_id and e.target_id = old.id
              and d.organization_id = e.organization_id and d.entry_id = e.id
            returning d.organization_id, d.entry_id
          ), noted as (
            insert into audit_erasures (organization_id, entry_id, erased_at)
            select organization_id, entry_id, :now from told
          )
          delete from invitations i using old where i.organization_id = old.organization_id and i.id = old.id`,
  },
  {
    keptSeconds: ENDED_SESSIONS_KEPT_SECONDS,
    sql: `delete from sessions where (organization_id, id) in (
            select organization_id, id from sessions where ends_at < :before order by ends_at limit :bite)`,
  },
  {
    keptSeconds: EXCHANGES_KEPT_SECONDS,
    sql: `delete from exchanges where (organization_id, id) in (
            select organization_id, id from exchanges where id < :firstId order by id limit :bite)`,
  },
  {
    keptSeconds: ENDED_TOKENS_KEPT_SECONDS,
    sql: `delete from scim_tokens where (organization_id, id) in (
            select organization_id, id from scim_tokens where least(revoked_at, expires_at) < :before limit :bite)`,
  },
  {
    keptSeconds: REQUEST_KEYS_KEPT_SECONDS,
    sql: `delete from request_keys where (organization_id, connection_id, key_hash) in (
            select organization_id, connection_id, key_hash from request_keys where at < :before order by at limit :bite)`,
  },
]

/** How many kinds there are; each is a transaction of its own, so that one that fails stops no other. */
export const kinds = bites.length

/** Says how many rows were forgotten or shortened. */
export async function forget(tx: Tx, kind: number, now: Date, bite: number): Promise<number> {
  const wanted = bites[kind]
  if (!wanted) return 0
  const before = after(now, -wanted.keptSeconds)
  const rows = await select(tx, `${wanted.sql} returning 1`, {
    before,
    now,
    firstId: firstIdAt(before),
    bite,
  })
  return rows.length
}
