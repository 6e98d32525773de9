import type { UserFields } from '../domain/provisioned.ts'
import type { Operation } from './patch/operations.ts'
import { applyPatch } from './patch.ts'
import type { Reading } from './read/reading.ts'
import { storedUser } from './render/user.resource.ts'
import { userFields } from './render/user-fields.ts'
import { userType } from './schema/resource-type.ts'

/** The pure edit that a PATCH is for the use-case, which holds the lock and knows the rules. */
export function patchUser(
  before: UserFields,
  operations: Operation[],
  how: Reading,
): { fields: UserFields; changed: string[] } {
  const resource = storedUser(before)
  const patched = applyPatch(userType, resource, operations, how)
  return { fields: userFields(patched.resource, { fields: before, resource }), changed: patched.changed }
}
