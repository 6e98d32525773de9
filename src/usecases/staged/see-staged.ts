import type { Tx } from '../../db/database.ts'
import * as organizations from '../../db/organizations.ts'
import * as roles from '../../db/roles.ts'
import * as runs from '../../db/staged-runs.ts'
import { userIdOf } from '../../domain/actor.ts'
import { authorize, authorizeGrant } from '../../domain/policy.ts'
import type { StagedPeople, StagedProgress } from '../../domain/staged-run.ts'
import { atomically, type Context, within } from '../context.ts'
import { defaultRoleOf } from '../invitations/promises.ts'
import { progressOf } from './progress-of.ts'

export interface SeenStaged extends StagedPeople {
  /** What everybody is promised, besides what they have. */
  roleName: string
  running: StagedProgress | null
}

/** Whom inviting them all would reach, and whether that is under way already; nothing is done by looking. */
export function seeStaged(ctx: Context): Promise<SeenStaged> {
  return atomically(ctx, async (tx) => {
    const roleName = await mayInviteStaged(tx, ctx)
    const people = await runs.count(tx, within(ctx))
    const running = await runs.running(tx, within(ctx))
    return {
      ...people,
      roleName,
      running: running ? await progressOf(tx, running, userIdOf(ctx.actor), ctx.now()) : null,
    }
  })
}

/** As it is now, for whoever may invite. */
export function seeStagedRun(ctx: Context, id: string): Promise<StagedProgress> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'invitation.create')
    return progressOf(tx, await runs.lock(tx, within(ctx), id), userIdOf(ctx.actor), ctx.now())
  })
}

/** Refused for whoever may not invite, or may not give what everybody is promised; says what that is. */
export async function mayInviteStaged(tx: Tx, ctx: Context): Promise<string> {
  authorize(ctx.actor, 'invitation.create')
  const organization = await organizations.find(tx, within(ctx))
  const role = defaultRoleOf(await roles.inUse(tx, within(ctx)), organization)
  authorizeGrant(ctx.actor, [role])
  return role.name
}
