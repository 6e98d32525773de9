import type { Permission } from './permission.ts'

/** One role as somebody holds it at this moment. */
export interface Holding {
  permissions: Permission[]
  /** It holds over the members of these teams and sites alone; null: over everybody. */
  groupIds: string[] | null
}

/** What somebody may do, and over whom. */
export interface Authority {
  /** Over everybody, and in what belongs to nobody in particular. */
  permissions: ReadonlySet<Permission>
  /** Over the members of these groups. A permission that is there with none reaches nobody yet. */
  within: ReadonlyMap<Permission, ReadonlySet<string>>
}

/** The union of several roles, each with its own reach. */
export function authorityOf(held: Holding[]): Authority {
  const within = new Map<Permission, Set<string>>()
  for (const { permissions, groupIds } of held)
    for (const it of groupIds ? permissions : [])
      within.set(it, new Set([...(within.get(it) ?? []), ...(groupIds ?? [])]))
  const overEverybody = held.filter((it) => it.groupIds === null)
  return { permissions: new Set(overEverybody.flatMap((it) => it.permissions)), within }
}

export const noAuthority: Authority = { permissions: new Set(), within: new Map() }

/** Whether all that the one allows is allowed by the other, to whomever it reaches. */
export const isWithinAuthority = (it: Authority, other: Authority): boolean =>
  [...it.permissions].every((permission) => other.permissions.has(permission)) &&
  [...it.within].every(
    ([permission, groupIds]) =>
      other.permissions.has(permission) ||
      [...groupIds].every((id) => other.within.get(permission)?.has(id) === true),
  )
