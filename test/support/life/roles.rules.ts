import type { Grant, Life, Person } from './model.ts'
import { HOUR } from './model.ts'
import { OPERATOR, permissions } from './steps.ts'
import { type Rules, refuse, unless, type Verdict } from './verdict.ts'

type Deed = 'create role' | 'clone role' | 'edit role' | 'archive role' | 'grant' | 'revoke' | 'set roles'

const OWN = 'organization.own'
const inOrder = (wanted: string[]) => permissions.filter((it) => wanted.includes(it))

export const roleRules: Rules<Deed> = {
  'create role': (life, { by, name, permissions: wanted }) =>
    makeRole(life, by, name, wanted, { 'permission-unusable': wanted.includes(OWN) }),

  'clone role': (life, { by, role, name }) => {
    const original = life.roles[role]
    if (!original) return refuse('not-found', 'not-permitted')
    return makeRole(
      life,
      by,
      name,
      original.permissions.filter((it) => it !== OWN),
      {},
      original.reachesOwnTeams,
    )
  },

  'edit role': (life, { by, role: at, permissions: wanted }) => {
    const role = life.roles[at]
    // What is read before anything is looked up says nothing about what is there.
    if (wanted.includes(OWN))
      return refuse('permission-unusable', 'not-found', 'not-permitted', 'role-built-in')
    if (!role) return refuse('not-found', 'not-permitted')
    const reasons = {
      'not-permitted': !life.may(by, 'roles.manage'),
      'role-built-in': role.isBuiltIn,
      archived: role.isArchived,
      'beyond-your-own-permissions': !life.reaches(by, [...role.permissions, ...wanted]),
      yourself: weakensOneself(life, by, at, wanted),
    }
    return unless(reasons, () => {
      role.permissions = inOrder(wanted)
      return [`${by} role.edit role`]
    })
  },

  'archive role': (life, { by, role: at }) => {
    const role = life.roles[at]
    if (!role) return refuse('not-found', 'not-permitted')
    const isHeld = life.people.some((person) => life.inForce(person).some((it) => it.role === at))
    const isPromised = life.invitations.some((it) => it.role === at && life.isOpen(it))
    const reasons = {
      'not-permitted': !life.may(by, 'roles.manage'),
      'role-built-in': role.isBuiltIn,
      archived: role.isArchived,
      'beyond-your-own-permissions': !life.reaches(by, role.permissions),
      'role-in-use': isHeld || isPromised,
    }
    return unless(reasons, () => {
      role.isArchived = true
      return [`${by} role.archive role`]
    })
  },

  grant: (life, { by, person: name, role, site, hours }) => {
    const person = life.named(name)
    const group = site === null ? null : life.groups[site]
    if (!person || !life.roles[role] || group === undefined)
      return refuse('not-found', ...over(life, by, name))
    const until = hours === null ? null : life.now + hours * HOUR
    const already = life.inForce(person).find((it) => it.role === role && it.site === site)
    const isSame = already !== undefined && already.until === until
    const elsewhere = {
      'role-provisioned': !isSame && already?.isProvided,
      'group-kind': group?.kind !== undefined && group.kind !== 'site',
      archived: group?.isArchived,
      'not-a-member': site !== null && !person.groups.includes(site),
      'end-not-ahead': until !== null && until <= life.now,
    }
    const given = isSame ? [] : [{ role, site, until }]
    return changeGrants(life, by, person, given, isSame || !already ? [] : [already], elsewhere)
  },

  revoke: (life, { by, person: name, role, site }) => {
    const person = life.named(name)
    const isThere = site === null || life.groups[site]
    if (!person || !life.roles[role] || !isThere) return refuse('not-found', ...over(life, by, name))
    const taken = life.inForce(person).filter((it) => it.role === role && it.site === site)
    const isProvided = taken.some((it) => it.isProvided)
    return changeGrants(life, by, person, [], taken, { 'role-provisioned': isProvided })
  },

  /** For good and everywhere these and no others; what ends by itself and was not named ends by itself. */
  'set roles': (life, { by, person: name, roles, isOld }) => {
    const person = life.named(name)
    if (!person) return refuse('not-found', ...over(life, by, name))
    if (!roles.every((it) => life.roles[it]))
      return refuse('not-found', 'changed-meanwhile', ...over(life, by, name))
    const held = life.everywhere(person)
    const isForGood = (role: number) => held.some((it) => it.role === role && it.until === null)
    const given = [...new Set(roles)].filter((it) => !isForGood(it))
    const taken = held.filter((it) => !it.isProvided && (it.until === null) !== roles.includes(it.role))
    return changeGrants(
      life,
      by,
      person,
      given.map((role) => ({ role, site: null, until: null })),
      taken,
      { 'changed-meanwhile': isOld },
    )
  },
}

function makeRole(
  life: Life,
  by: string,
  name: string,
  wanted: string[],
  reasons: Record<string, boolean> = {},
  reachesOwnTeams = false,
): Verdict {
  const all = {
    ...reasons,
    'not-permitted': !life.may(by, 'roles.manage'),
    'beyond-your-own-permissions': !life.reaches(by, wanted),
    'name-taken': life.roles.some((it) => !it.isArchived && it.name.toLowerCase() === name.toLowerCase()),
  }
  return unless(all, () => {
    const permissions = inOrder(wanted)
    life.roles.push({ name, isBuiltIn: false, permissions, reachesOwnTeams, isArchived: false })
    return [`${by} role.create role`]
  })
}

/** Nobody demotes themselves, not even by way of a role they hold. */
function weakensOneself(life: Life, by: string, at: number, wanted: string[]): boolean {
  const person = by === OPERATOR ? undefined : life.named(by)
  if (!person) return false
  const held = life.everywhere(person)
  const after = held.flatMap((it) => (it.role === at ? wanted : (life.roles[it.role]?.permissions ?? [])))
  return life.permissionsOf(person).some((it) => !after.includes(it))
}

/** What may be said about somebody's roles before it is clear that all of it is there. */
function over(life: Life, by: string, name: string): string[] {
  const state = life.named(name)?.state
  return [
    ...(life.may(by, 'roles.grant') ? [] : ['not-permitted']),
    ...(by === name ? ['yourself'] : []),
    ...(state === 'invited' || state === 'deleted' ? ['user-state'] : []),
  ]
}

function changeGrants(
  life: Life,
  by: string,
  person: Person,
  given: Grant[],
  taken: Grant[],
  more: Record<string, boolean | undefined> = {},
): Verdict {
  const after = [...life.inForce(person).filter((it) => !taken.includes(it)), ...given]
  const isLasting = (it: Grant) => it.site === null && it.until === null
  const losesOwner = life.isLastOwner(person) && !life.isUsableOwner(person, after)
  const reasons = {
    'not-permitted': !life.may(by, 'roles.grant'),
    yourself: by === person.name,
    'user-state': person.state === 'invited' || person.state === 'deleted',
    'beyond-your-own-permissions': !life.reachesRoles(
      by,
      [...given, ...taken].map((it) => it.role),
    ),
    'last-owner': losesOwner,
    'last-role': person.grants.some(isLasting) && !after.some(isLasting),
    ...more,
    archived: more.archived || given.some((it) => life.roles[it.role]?.isArchived),
  }
  return unless(reasons, () => {
    if (given.length + taken.length === 0) return []
    person.grants = after
    return [`${by} role.grant ${person.name}`]
  })
}
