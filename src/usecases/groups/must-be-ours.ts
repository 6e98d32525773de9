import type { Tx } from '../../db/database.ts'
import * as groups from '../../db/provisioned-groups.ts'
import type { Group } from '../../domain/group.ts'
import { Refusal } from '../../domain/refusal.ts'

/** What a provider calls its groups, and that there are any, is said there: changed here it would be changed back. */
export async function mustBeOurs(tx: Tx, { organizationId, id, name }: Group): Promise<void> {
  const keeper = await groups.keeperOf(tx, organizationId, id)
  if (keeper) throw new Refusal('group-managed-by-provider', { group: name, connection: keeper.name })
}
