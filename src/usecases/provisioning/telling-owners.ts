import * as roles from '../../db/roles.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Context } from '../context.ts'
import { tellOfKeptOwner } from './owners.ts'
import { provisioning } from './provisioning.ts'

const FEW = 5

/** A group that made the last owners can not be emptied by its provider: they hear that it was tried. */
export async function tellingOwners<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (fault) {
    // What was refused was taken back whole: the word goes in a transaction of its own.
    if (fault instanceof Refusal && fault.code === 'last-owner') await tell(ctx)
    throw fault
  }
}

const tell = (ctx: Context) =>
  provisioning(ctx, 'groups.write', async (it) => {
    const owners = await roles.lastingOwners(it.tx, it.actor.organizationId)
    for (const userId of owners.slice(0, FEW)) await tellOfKeptOwner(it, userId)
  })
