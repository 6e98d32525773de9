import * as organizations from '../../db/organizations.ts'
import * as provisioned from '../../db/provisioned-users.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Context } from '../context.ts'
import { changeOf, factsAfter } from './change-of.ts'
import type { EditUser } from './change-one-person.ts'
import { type Holding, holdingAsNeeded, isLastOwner, mustHoldOwners, tellOfKeptOwner } from './owners.ts'
import { type Provisioned, type Provisioning, provisioning } from './provisioning.ts'
import { saveChange } from './save-change.ts'
import type { ProvisionedOutcome } from './wanted.ts'

/** The long way, for whatever it takes: they are held first, and nothing is decided before. */
export const changeHeldPerson = (
  ctx: Context,
  id: string,
  edit: EditUser,
  wants: provisioned.Wants,
): Promise<Provisioned<ProvisionedOutcome>> =>
  holdingAsNeeded((holding) => provisioning(ctx, 'users.write', (it) => change(it, holding, id, edit, wants)))

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
