import type { Grant, Life } from './model.ts'
import { type Rules, refuse, unless } from './verdict.ts'

type Deed = 'create group' | 'archive group' | 'join' | 'leave' | 'place'

export const groupRules: Rules<Deed> = {
  'create group': (life, { by, kind, name }) => {
    const isSame = (it: Life['groups'][number]) => !it.isArchived && it.kind === kind && it.name === name
    const reasons = {
      'not-permitted': !life.may(by, 'groups.manage'),
      'name-taken': life.groups.some(isSame),
    }
    return unless(reasons, () => {
      life.groups.push({ kind, name, isArchived: false })
      return [`${by} group.create group`]
    })
  },

  'archive group': (life, { by, group: at, evenIfUsed }) => {
    const group = life.groups[at]
    if (!group) return refuse('not-found', 'not-permitted')
    if (!life.may(by, 'groups.manage')) return refuse('not-permitted')
    if (group.isArchived) return unless({}, () => [])
    const people = life.people.filter((it) => it.groups.includes(at) || it.department === at)
    const held = life.people.flatMap((it) => life.inForce(it).filter((grant) => grant.site === at))
    const reasons = {
      ...overRoles(life, by, held),
      'group-in-use': people.length > 0 && !evenIfUsed,
    }
    return unless(reasons, () => {
      for (const it of people) leave(it, at)
      group.isArchived = true
      return [`${by} group.archive group`]
    })
  },

  join: (life, { by, group: at, people: names }) => {
    const group = life.groups[at]
    const people = names.flatMap((it) => life.named(it) ?? [])
    if (!group || people.length < names.length) return refuse('not-found', 'not-permitted')
    const reasons = {
      'not-permitted': !life.may(by, 'users.manage'),
      'group-kind': group.kind === 'department',
      archived: group.isArchived,
      'beyond-your-own-permissions': !life.mayFill(by, at, people),
      'user-state': people.some((it) => it.state === 'deleted'),
    }
    return unless(reasons, () => {
      const fresh = people.filter((it) => !it.groups.includes(at))
      for (const it of fresh) it.groups.push(at)
      return fresh.length > 0 ? [`${by} group.add-members group`] : []
    })
  },

  leave: (life, { by, group: at, people: names }) => {
    const group = life.groups[at]
    const people = names.flatMap((it) => life.named(it) ?? [])
    if (!group || people.length < names.length) return refuse('not-found', 'not-permitted')
    const held = people.flatMap((it) => life.inForce(it).filter((grant) => grant.site === at))
    const isOwn = people.some((it) => it.name === by && life.inForce(it).some((grant) => grant.site === at))
    const roles = overRoles(life, by, held)
    const reasons = {
      'not-permitted': !life.may(by, 'users.manage') || roles['not-permitted'],
      'beyond-your-own-permissions': roles['beyond-your-own-permissions'],
      yourself: isOwn,
    }
    return unless(reasons, () => {
      const leaving = people.filter((it) => it.groups.includes(at))
      for (const it of leaving) leave(it, at)
      return leaving.length > 0 ? [`${by} group.remove-members group`] : []
    })
  },

  place: (life, { by, person: name, department }) => {
    const person = life.named(name)
    const group = department === null ? null : life.groups[department]
    if (!person || group === undefined) return refuse('not-found', 'not-permitted', 'user-state')
    const isSame = person.department === department
    const reasons = {
      'not-permitted': !life.may(by, 'users.manage'),
      'user-state': person.state === 'deleted',
      'group-kind': !isSame && group !== null && group.kind !== 'department',
      archived: !isSame && group?.isArchived,
    }
    return unless(reasons, () => {
      person.department = department
      return isSame ? [] : [`${by} user.place ${name}`]
    })
  },
}

/** Roles at a site end with it: only somebody who could give them may do that. */
const overRoles = (life: Life, by: string, held: Grant[]) => ({
  'not-permitted': held.length > 0 && !life.may(by, 'roles.grant'),
  'beyond-your-own-permissions': !life.reachesRoles(
    by,
    held.map((it) => it.role),
  ),
})

function leave(person: Life['people'][number], at: number): void {
  person.groups = person.groups.filter((it) => it !== at)
  person.grants = person.grants.filter((it) => it.site !== at)
  if (person.department === at) person.department = null
}
