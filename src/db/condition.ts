import type { Tx } from './database.ts'
import { select } from './row.ts'

export interface Condition {
  version: string
  at: Date
  role: string
  isSuperuser: boolean
  mayRewriteAudit: boolean
  /** Tables, schemas and functions that Usher needs and this role may not use. */
  lacks: string[]
  /** To bring the database up to a newer version. */
  mayMigrate: boolean
  /** Somebody stands between us and Postgres. */
  isPooled: boolean
}

export async function ask(tx: Tx): Promise<Condition> {
  const [row] = await select<Omit<Condition, 'isPooled' | 'lacks'> & { processId: number }>(
    tx,
    `select current_setting('server_version') version, clock_timestamp() at, current_user "role",
       current_setting('is_superuser') = 'on' "isSuperuser", pg_backend_pid() "processId",
       has_table_privilege('audit_entries', 'update') or has_table_privilege('audit_entries', 'delete')
         "mayRewriteAudit",
       has_schema_privilege(current_schema(), 'create') and has_schema_privilege('graphile_worker', 'create')
         and not exists (select from pg_tables where schemaname in (current_schema(), 'graphile_worker')
           and not pg_has_role(tableowner, 'usage')) "mayMigrate"`,
  )
  if (!row) throw new Error('The database answered with nothing')
  const { processId, ...condition } = row
  // A pooler has a number of its own for whoever connects to it.
  const { processID } = await tx.client.acquireConnection()
  return { ...condition, lacks: await lacking(tx), isPooled: processID !== processId }
}

/** Entries of the audit are only added, and what seals them. */
async function lacking(tx: Tx): Promise<string[]> {
  const rows = await select<{ what: string }>(
    tx,
    `select what from (
       select format('%s on %s', privilege, t.name) what from (
         select c.oid, c.relname name from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = current_schema() and c.relkind in ('r', 'p')) t,
         unnest(array['select', 'insert', 'update', 'delete']) privilege
       where not has_table_privilege(t.oid, privilege)
         and not (t.name in ('audit_entries', 'audit_seals', 'audit_erasures') and privilege in ('update', 'delete'))
         and not (t.name = 'audit_details' and privilege = 'update')
       union all
       select 'usage on schema graphile_worker' where not has_schema_privilege('graphile_worker', 'usage')
       union all
       select format('%s on graphile_worker.%s', privilege, c.relname)
       from pg_class c join pg_namespace n on n.oid = c.relnamespace,
         unnest(array['select', 'insert', 'update', 'delete']) privilege
       where n.nspname = 'graphile_worker' and c.relname like '\\_private\\_%' and c.relkind = 'r'
         and has_schema_privilege('graphile_worker', 'usage') and not has_table_privilege(c.oid, privilege)
     ) lacking order by 1 limit 200`,
  )
  return rows.map((it) => it.what)
}
