import { isDuplicate } from '../db/database.ts'
import { Refusal, type RefusalFacts } from '../domain/refusal.ts'

/** Names are unique whatever their case: the index decides, and this says it in our words. */
export async function uniquely<T>(
  taken: RefusalFacts['name-taken'],
  constraint: 'roles_name' | 'groups_name' | 'connections_name',
  work: Promise<T>,
): Promise<T> {
  try {
    return await work
  } catch (fault) {
    if (isDuplicate(fault, constraint)) throw new Refusal('name-taken', taken)
    throw fault
  }
}
