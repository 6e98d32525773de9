import * as groups from '../../db/groups.ts'
import * as roles from '../../db/roles.ts'
import type { GroupKind } from '../../domain/group-kind.ts'
import { can } from '../../domain/policy.ts'
import { atomically, type Context, within } from '../context.ts'

/** What the roles and groups in use are called, for reading what somebody typed. */
export interface KnownNames {
  roles: string[]
  teams: string[]
  departments: string[]
  units: string[]
  sites: string[]
}

const nobodys: KnownNames = { roles: [], teams: [], departments: [], units: [], sites: [] }

/** Two statements; no names at all for whoever does not work with people: what they type is answered elsewhere. */
export function seeNames(ctx: Context): Promise<KnownNames> {
  return atomically(ctx, async (tx) => {
    if (!can(ctx.actor, 'role.read') && !can(ctx.actor, 'invitation.request')) return nobodys
    const [known, there] = [await roles.inUse(tx, within(ctx)), await groups.inUse(tx, within(ctx))]
    const ofKind = (kind: GroupKind) => there.filter((it) => it.kind === kind).map((it) => it.name)
    return {
      roles: known.map((it) => it.name),
      teams: ofKind('team'),
      departments: ofKind('department'),
      units: ofKind('unit'),
      sites: ofKind('site'),
    }
  })
}
