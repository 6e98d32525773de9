import * as groups from '../../db/groups.ts'
import * as organizations from '../../db/organizations.ts'
import * as roles from '../../db/roles.ts'
import type { GroupKind } from '../../domain/group-kind.ts'
import type { Organization } from '../../domain/organization.ts'
import { authorize, can, mayGrant } from '../../domain/policy.ts'
import { atomically, type Context, within } from '../context.ts'

export interface Named {
  id: string
  name: string
}

export interface InviteChoices {
  organization: Organization
  /** Only what this person may give away. */
  roles: Named[]
  defaultRoleId: string | null
  groups: Record<GroupKind, Named[]>
  /** False: what they send waits for somebody else's yes. */
  mayInviteDirectly: boolean
}

/** What a form for inviting offers: three statements, whatever the size of the organization. */
export function seeInviteChoices(ctx: Context): Promise<InviteChoices> {
  return atomically(ctx, async (tx) => {
    const mayInviteDirectly = can(ctx.actor, 'invitation.create')
    if (!mayInviteDirectly) authorize(ctx.actor, 'invitation.request')
    const organization = await organizations.find(tx, within(ctx))
    const known = await roles.inUse(tx, organization.id)
    const offered = mayInviteDirectly ? known.filter((it) => mayGrant(ctx.actor, it)) : known
    const there = await groups.inUse(tx, organization.id)
    const ofKind = (kind: GroupKind) => there.filter((it) => it.kind === kind).map(named)
    const fallback =
      offered.find((it) => it.id === organization.defaultRoleId) ?? offered.find((it) => it.key === 'member')
    return {
      organization,
      roles: offered.map(named),
      defaultRoleId: fallback?.id ?? null,
      groups: {
        department: ofKind('department'),
        unit: ofKind('unit'),
        team: ofKind('team'),
        site: ofKind('site'),
      },
      mayInviteDirectly,
    }
  })
}

const named = ({ id, name }: Named): Named => ({ id, name })
