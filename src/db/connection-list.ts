import type { Connection } from '../domain/connection.ts'
import { after, DAY } from '../domain/time.ts'
import type { Tx } from './database.ts'
import { firstIdAt } from './id.ts'
import { select } from './row.ts'

/** A connection with all that tells how it is doing. */
export interface ConnectionRow extends Connection {
  ceilingName: string
  defaultRoleName: string | null
  people: number
  teams: number
  openQuestions: number
  lastExchangeAt: Date | null
  lastSuccessAt: Date | null
  errorId: string | null
  errorAt: Date | null
  errorStatus: number | null
  errorSaid: string | null
  errorsLastDay: number
}

const of = (it: string) => `${it}.organization_id = c.organization_id and ${it}.connection_id = c.id`

/** Those that have not ended, by name; or just one, ended or not. One statement. */
export const list = async (
  tx: Tx,
  organizationId: string,
  now: Date,
  id?: string,
): Promise<ConnectionRow[]> =>
  select<ConnectionRow>(
    tx,
    `select c.organization_id "organizationId", c.id, c.name, c.connector, c.flags, c.ceiling_role_id "ceilingRoleId",
            c.default_role_id "defaultRoleId", c.sends_welcome "sendsWelcome", c.is_dry_run "isDryRun", c.networks,
            c.created_at "createdAt", c.created_by_id "createdById", c.ended_at "endedAt", c.version,
            ceiling.name "ceilingName", given.name "defaultRoleName",
            (select count(*)::int from provisioned_users p where ${of('p')}) people,
            (select count(*)::int from provisioned_groups p where ${of('p')}) teams,
            (select count(*)::int from link_questions q where ${of('q')} and q.answer is null
              and c.ended_at is null) "openQuestions",
            newest.at "lastExchangeAt", success.at "lastSuccessAt",
            fault.id "errorId", fault.at "errorAt", fault.status "errorStatus", fault.said "errorSaid",
            (select count(*)::int from exchanges e
             where ${of('e')} and e.failed and e.id >= :dayAgo) "errorsLastDay"
     from connections c
     join roles ceiling on ceiling.organization_id = c.organization_id and ceiling.id = c.ceiling_role_id
     left join roles given on given.organization_id = c.organization_id and given.id = c.default_role_id
     left join lateral (select e.at from exchanges e where ${of('e')} order by e.id desc limit 1) newest on true
     left join lateral (
       select e.at from exchanges e where ${of('e')} and not e.failed order by e.id desc limit 1) success on true
     left join lateral (
       select e.id, e.at, e.status, e.said from exchanges e
       where ${of('e')} and e.failed order by e.id desc limit 1) fault on true
     where c.organization_id = :organizationId
       and case when :id::uuid is null then c.ended_at is null else c.id = :id::uuid end
     order by lower(c.name)`,
    { organizationId, id: id ?? null, dayAgo: firstIdAt(after(now, -DAY)) },
  )
