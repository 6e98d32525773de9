import type { Tx } from './database.ts'
import { select } from './row.ts'

export interface Condition {
  version: string
  at: Date
  mayRewriteAudit: boolean
}

export async function ask(tx: Tx): Promise<Condition> {
  const [row] = await select<Condition>(
    tx,
    `select current_setting('server_version') version, clock_timestamp() at,
            has_table_privilege('audit_entries', 'update') or has_table_privilege('audit_entries', 'delete')
              "mayRewriteAudit"`,
  )
  if (!row) throw new Error('The database answered with nothing')
  return row
}
