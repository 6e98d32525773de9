import * as avatars from '../../db/avatars.ts'
import type { Tx } from '../../db/database.ts'
import * as groups from '../../db/groups.ts'
import * as invitations from '../../db/invitations.ts'
import * as organizations from '../../db/organizations.ts'
import * as profiles from '../../db/profiles.ts'
import * as provisioned from '../../db/provisioned-users.ts'
import * as roles from '../../db/roles.ts'
import * as slackBindings from '../../db/slack-bindings.ts'
import * as userList from '../../db/user-list.ts'
import * as users from '../../db/users.ts'
import { type Invitation, stateOf } from '../../domain/invitation.ts'
import type { Managed } from '../../domain/managed-fields.ts'
import { Refusal } from '../../domain/refusal.ts'
import { type Status, type StatusFacts, statusOf } from '../../domain/status-words.ts'
import { nameOf, type User, stateOf as userStateOf } from '../../domain/user.ts'
import { actionsFor, type OfferedAction } from '../../domain/user-actions.ts'
import { authorizeOn } from '../authorize-on.ts'
import { atomically, type Context, within } from '../context.ts'
import { statusFactsOf } from './list-users.ts'
import { avatarUrlOf } from './own-avatar.ts'

export interface ProfileInvitation {
  id: string
  state: ReturnType<typeof stateOf>
  email: string | null
  inviterName: string
  createdAt: Date
  sentAt: Date | null
  expiresAt: Date | null
  endedAt: Date | null
  endedWhy: string | null
}

export interface Profile {
  user: User
  name: string
  /** An absolute address without a secret in it; null: their initials do. */
  avatarUrl: string | null
  status: StatusFacts
  /** The same in the organization's own words. */
  statusInWords: Status
  managerName: string | null
  /** For the whole organization; temporary ones with their end. */
  roles: profiles.ProfileRole[]
  /** Every site of this person with the roles that hold there only. */
  sites: { id: string; name: string; roles: profiles.ProfileRole[] }[]
  department: profiles.ProfileGroup | null
  unit: profiles.ProfileGroup | null
  teams: profiles.ProfileGroup[]
  /** Who they are in Slack; null: not connected. */
  slack: slackBindings.SlackAccount | null
  /** Newest first. */
  invitations: ProfileInvitation[]
  actions: OfferedAction[]
  /** The invitation that some of these actions are about; null: none is open. */
  openInvitationId: string | null
  /** What the open invitation gives on acceptance; null: none is open. */
  promised: { roleNames: string[]; groupNames: string[] } | null
  /** What an identity provider says of them, and nobody changes here; null: it is all ours. */
  managed: Managed | null
  /** For so long a deletion can be taken back. */
  undoSeconds: number
}

export function seeUser(ctx: Context, id: string): Promise<Profile> {
  return atomically(ctx, async (tx) => {
    const organizationId = within(ctx)
    const user = await users.find(tx, organizationId, id)
    await authorizeOn(tx, ctx, 'user.see', user)
    if (userStateOf(user) === 'deleted') throw new Refusal('not-found', { what: 'user' })

    const now = ctx.now()
    const organization = await organizations.find(tx, organizationId)
    const held = await profiles.rolesOf(tx, organizationId, id, now)
    const joined = await profiles.groupsOf(tx, organizationId, id)
    const sent = await invitations.allOf(tx, organizationId, id)
    const facts = await userList.statusFacts(tx, organizationId, id)
    const avatarName = await avatars.nameOf(tx, organizationId, id)
    const manager = user.managerId ? await users.find(tx, organizationId, user.managerId) : null
    const open = sent.find((it) => it.ending === null) ?? null
    const status = statusFactsOf({ ...user, ...facts, state: userStateOf(user) }, now)
    return {
      user,
      name: nameOf(user),
      avatarUrl: avatarUrlOf(ctx, { ...user, avatarName }),
      status,
      statusInWords: statusOf(status, now, organization.statusVocabulary),
      managerName: manager && nameOf(manager),
      roles: held.filter((it) => it.siteId === null),
      ...belonging(user, joined, held),
      slack: await slackBindings.accountOf(tx, organizationId, id),
      invitations: sent.map((it) => seen(it, now)),
      actions: actionsFor(ctx.actor, {
        user,
        invitation: open,
        groupIds: joined.map((it) => it.id),
        temporaryPasswords: organization.temporaryPasswords,
      }),
      openInvitationId: open?.id ?? null,
      promised: open && (await promisedBy(tx, open)),
      managed: await provisioned.saidOf(tx, organizationId, id),
      undoSeconds: organization.undoSeconds,
    }
  })
}

async function promisedBy(tx: Tx, { organizationId, id }: Invitation) {
  const promisedRoles = await roles.promisedBy(tx, organizationId, id)
  const promisedGroups = await groups.promisedBy(tx, organizationId, id)
  return {
    roleNames: promisedRoles.map((it) => it.name),
    groupNames: promisedGroups.map((it) => it.name),
  }
}

/** What somebody belongs to, each kind in its place. */
export function belonging(user: User, groups: profiles.ProfileGroup[], roles: profiles.ProfileRole[]) {
  const sites = new Map(groups.filter((it) => it.kind === 'site').map(({ id, name }) => [id, name]))
  for (const { siteId, siteName } of roles) if (siteId) sites.set(siteId, siteName ?? '')
  return {
    department: groups.find((it) => it.id === user.departmentId) ?? null,
    unit: groups.find((it) => it.id === user.unitId) ?? null,
    teams: groups.filter((it) => it.kind === 'team'),
    sites: [...sites].map(([id, name]) => ({ id, name, roles: roles.filter((it) => it.siteId === id) })),
  }
}

const seen = (it: Invitation, now: Date): ProfileInvitation => ({
  id: it.id,
  state: stateOf(it, now),
  email: it.email,
  inviterName: it.inviterName,
  createdAt: it.createdAt,
  sentAt: it.sentAt,
  expiresAt: it.expiresAt,
  endedAt: it.endedAt,
  endedWhy: it.endedWhy,
})
