import type { JsonObject } from '../domain/json.ts'
import type { UserFields } from '../domain/provisioned.ts'
import { differences } from './patch.ts'
import { personalEmail, pick } from './render/lists.ts'
import { storedUser } from './render/user.resource.ts'
import { userFields } from './render/user-fields.ts'
import { userType } from './schema/resource-type.ts'

/**
 * The pure edit that a PUT is for the use-case: RFC 7644 §3.5.1. What is left out is cleared, but for what a person is
 * known by and comes in with: providers that leave that out have not changed it.
 */
export function replacedUser(
  before: UserFields,
  resource: JsonObject,
): { fields: UserFields; changed: string[] } {
  const said = userFields(resource, null)
  const fields: UserFields = {
    ...said,
    externalId: said.externalId ?? before.externalId,
    isActive: said.isActive ?? before.isActive,
    email: emailAfter(before, resource, said),
    deliveryEmail: personalAfter(before, resource, said),
  }
  return { fields, changed: differences(userType, storedUser(before), storedUser(fields)) }
}

/** An address that was the user name follows it; any other stays until another is said. */
function emailAfter(before: UserFields, resource: JsonObject, said: UserFields): string | null {
  const isSaid = resource.emails !== undefined || before.email === before.userName
  return (isSaid ? said.email : null) ?? before.email
}

/** It comes back in two places, and whoever edits it edits one: the one that is new counts. */
function personalAfter(before: UserFields, resource: JsonObject, said: UserFields): string | null {
  const listed = pick(resource, personalEmail)
  return listed !== null && said.deliveryEmail === before.deliveryEmail ? listed : said.deliveryEmail
}
