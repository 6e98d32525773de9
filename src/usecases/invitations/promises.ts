import type { Tx } from '../../db/database.ts'
import * as groups from '../../db/groups.ts'
import * as roles from '../../db/roles.ts'
import type { Group } from '../../domain/group.ts'
import type { Organization } from '../../domain/organization.ts'
import { authorizeGrant, can, reachOf } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Role } from '../../domain/role.ts'
import type { Context } from '../context.ts'

export interface Promised {
  roles: Role[]
  groups: Group[]
}

/** The roles and groups that were named, each known, in use, and within what the actor may give away or ask for. */
export async function readPromises(
  tx: Tx,
  ctx: Context,
  organization: Organization,
  named: { roles: string[]; groups: string[] },
): Promise<Promised> {
  const known = await roles.inUse(tx, organization.id)
  const chosen =
    named.roles.length > 0
      ? named.roles.map((name) => roleNamed(known, name))
      : [defaultRoleOf(known, organization)]
  // Who may only ask, asks for what somebody else will have to be able to give.
  if (can(ctx.actor, 'invitation.create')) authorizeGrant(ctx.actor, chosen)
  const there = named.groups.length > 0 ? await groups.inUse(tx, organization.id) : []
  const groupsNamed = unique(named.groups.map((name) => groupNamed(there, name)))
  mustBeOwnTeams(ctx, groupsNamed)
  return { roles: unique(chosen), groups: groupsNamed }
}

/** Whoever may ask for people of some teams alone, asks for those teams. */
function mustBeOwnTeams(ctx: Context, named: Group[]): void {
  if (can(ctx.actor, 'invitation.create')) return
  const reach = reachOf(ctx.actor, 'invitation.request')
  const other = named.find((it) => it.kind === 'team' && reach !== 'everybody' && !reach?.includes(it.id))
  if (other) throw new Refusal('not-your-team', { group: other.name })
}

function roleNamed(known: Role[], name: string): Role {
  const wanted = name.trim().toLowerCase()
  const found = known.find((it) => [it.id, it.key, it.name.toLowerCase()].includes(wanted))
  if (!found) throw new Refusal('role-unknown', { name, known: known.map((it) => it.name) })
  return found
}

function groupNamed(known: Group[], name: string): Group {
  const wanted = name.trim().toLowerCase()
  const found = known.find((it) => it.id === wanted || it.name.toLowerCase() === wanted)
  if (!found || found.kind === 'site') throw new Refusal('group-unknown', { name })
  return found
}

/** What somebody gets for whom no role was named. */
export function defaultRoleOf(known: Role[], organization: Organization): Role {
  const found =
    known.find((it) => it.id === organization.defaultRoleId) ?? known.find((it) => it.key === 'member')
  if (!found) throw new Refusal('role-missing')
  return found
}

const unique = <T extends { id: string }>(all: T[]): T[] => [
  ...new Map(all.map((it) => [it.id, it])).values(),
]

/** What this invitation promises now. */
export async function promisesOf(tx: Tx, of: { organizationId: string; id: string }): Promise<Promised> {
  return {
    roles: await roles.promisedBy(tx, of.organizationId, of.id),
    groups: await groups.promisedBy(tx, of.organizationId, of.id),
  }
}
