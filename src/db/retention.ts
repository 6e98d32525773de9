import {
  ATTEMPTS_KEPT_SECONDS,
  CLOSED_INVITATIONS_KEPT_SECONDS,
  ENDED_SESSIONS_KEPT_SECONDS,
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
    sql: `delete from invitations where (organization_id, id) in (
            select organization_id, id from invitations where ended_at < :before order by ended_at limit :bite)`,
  },
  {
    keptSeconds: ENDED_SESSIONS_KEPT_SECONDS,
    sql: `delete from sessions where (organization_id, id) in (
            select organization_id, id from sessions where ends_at < :before order by ends_at limit :bite)`,
  },
]

/** Says how many rows were forgotten or shortened. */
export async function forget(tx: Tx, now: Date, bite: number): Promise<number> {
  let touched = 0
  for (const { sql, keptSeconds } of bites) {
    const before = after(now, -keptSeconds)
    const rows = await select(tx, `${sql} returning 1`, { before, firstId: firstIdAt(before), bite })
    touched += rows.length
  }
  return touched
}
