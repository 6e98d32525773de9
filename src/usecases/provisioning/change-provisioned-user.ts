import type { Wants } from '../../db/provisioned-users.ts'
import type { UserFacts } from '../../domain/provisioned.ts'
import type { Context } from '../context.ts'
import { changeHeldPerson } from './change-held-person.ts'
import { changeOnePerson, type EditUser } from './change-one-person.ts'
import type { Provisioned } from './provisioning.ts'
import { withTakenSaid } from './with-taken-said.ts'

/** A replace as well as a PATCH. What is said again changes nothing, and nobody hears of it. */
export async function changeProvisionedUser(
  ctx: Context,
  id: string,
  edit: EditUser,
  wants: Wants,
): Promise<Provisioned<UserFacts>> {
  const { result, wouldChange } = await withTakenSaid(edit, async (noted) => {
    const user = await changeOnePerson(ctx, id, noted, wants)
    return user ? { result: { user }, wouldChange: null } : changeHeldPerson(ctx, id, noted, wants)
  })
  if ('refusal' in result) throw result.refusal
  return { result: result.user, wouldChange }
}
