import { isDuplicate } from '../../db/database.ts'
import * as organizations from '../../db/organizations.ts'
import * as provisioned from '../../db/provisioned-users.ts'
import type { SaidUser, UserFacts } from '../../domain/provisioned.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Context } from '../context.ts'
import { againWhenTaken } from './again-when-taken.ts'
import { changeOf, factsAfter } from './change-of.ts'
import { changeOnePerson, type EditUser } from './change-one-person.ts'
import { type Holding, holdingAsNeeded, isLastOwner, mustHoldOwners, tellOfKeptOwner } from './owners.ts'
import { type Provisioned, type Provisioning, provisioning } from './provisioning.ts'
import { saveChange } from './save-change.ts'
import type { ProvisionedOutcome } from './wanted.ts'

/** A replace as well as a PATCH. What is said again changes nothing, and nobody hears of it. */
export async function changeProvisionedUser(
  ctx: Context,
  id: string,
  edit: EditUser,
  wants: provisioned.Wants,
): Promise<Provisioned<UserFacts>> {
  const { result, wouldChange } = await withTakenSaid(edit, async (noted) => {
    const user = await changeOnePerson(ctx, id, noted, wants)
    if (user) return { result: { user }, wouldChange: null }
    return holdingAsNeeded((holding) =>
      provisioning(ctx, 'users.write', (it) => change(it, holding, id, noted, wants)),
    )
  })
  if ('refusal' in result) throw result.refusal
  return { result: result.user, wouldChange }
}

async function change(
  it: Provisioning,
  holding: Holding,
  id: string,
  edit: EditUser,
  wants: provisioned.Wants,
): Promise<ProvisionedOutcome> {
  const { tx, actor } = it
  if (holding.isHeld) await organizations.lock(tx, actor.organizationId)
  const before = await provisioned.lock(tx, actor, id, wants)
  const shown = provisioned.factsOf(before)
  const asSaid = { ...shown, isActive: before.saidActive }
  const said = edit(asSaid)
  const changed = said && (await changeOf(it, holding, before, asSaid, said))
  if (!changed) return { user: shown }
  if (changed.suspends && before.holdsOwner) {
    mustHoldOwners(holding)
    if (await isLastOwner(it, id)) {
      await tellOfKeptOwner(it, id)
      return { refusal: new Refusal('last-owner') }
    }
  }
  await saveChange(it, before, changed)
  return { user: factsAfter(before, changed) }
}

/** What somebody else has already is refused by the index, and said here of what was asked. */
async function withTakenSaid<T>(edit: EditUser, work: (edit: EditUser) => Promise<T>): Promise<T> {
  let said: SaidUser | null = null
  const noted: EditUser = (before) => {
    said = edit(before)
    return said
  }
  try {
    return await againWhenTaken(() => work(noted), ['groups_name'])
  } catch (fault) {
    throw (said && takenIn(said, fault)) ?? fault
  }
}

function takenIn({ fields }: SaidUser, fault: unknown): Refusal | null {
  const { userName, externalId, email, phone } = fields
  if (isDuplicate(fault, 'provisioned_users_name')) return new Refusal('user-name-taken', { userName })
  if (isDuplicate(fault, 'provisioned_users_external'))
    return new Refusal('external-id-taken', { externalId: externalId ?? '' })
  if (isDuplicate(fault, 'users_address')) return new Refusal('address-taken', { address: email ?? '' })
  return isDuplicate(fault, 'users_phone') ? new Refusal('phone-taken', { phone: phone ?? '' }) : null
}
