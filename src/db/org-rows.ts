import type { OrgRow } from '../domain/org-chart.ts'
import type { Tx } from './database.ts'
import { select } from './row.ts'

/**
 * Everybody whose row is there, in the order of their names: also those who do not stand in the chart, because
 * their people stand below whoever is above them.
 */
export const orgStatement = `
  select id, manager_id "managerId", state, first_name "firstName", last_name "lastName",
    display_name "displayName", email, phone, position
  from users where organization_id = :organizationId
  order by sort_name, id`

export const orgRows = (tx: Tx, organizationId: string): Promise<OrgRow[]> =>
  select<OrgRow>(tx, orgStatement, { organizationId })
