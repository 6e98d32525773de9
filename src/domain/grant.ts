import type { Permission } from './permission.ts'
import { Refusal } from './refusal.ts'
import type { BuiltInKey, Role } from './role.ts'
import { after, DAY, secondsBetween } from './time.ts'

/** A role that somebody holds: everywhere, or at one site; until it is taken away, or until its end. */
export interface Grant {
  id: string
  roleId: string
  key: BuiltInKey | null
  name: string
  permissions: Permission[]
  siteId: string | null
  siteName: string | null
  source: 'manual' | 'scim' | 'temporary'
  expiresAt: Date | null
}

export interface Given {
  role: Role
  site: { id: string; name: string } | null
  until: Date | null
}

export interface GrantChange {
  give: Given[]
  take: Grant[]
}

/**
 * Exactly these roles everywhere. What ends by itself, what holds at a site only, and what the identity
 * provider gives is left alone; a temporary role that is named stays for good.
 */
export function setTo(held: Grant[], wanted: Role[]): GrantChange {
  const everywhere = held.filter((it) => it.siteId === null)
  const isWanted = (it: Grant) => wanted.some((role) => role.id === it.roleId)
  const stays = (it: Grant) => (it.source === 'manual' ? isWanted(it) : it.source === 'scim')
  const leaves = (it: Grant) =>
    it.source === 'manual' ? !isWanted(it) : it.source === 'temporary' && isWanted(it)
  return {
    give: wanted
      .filter((role) => !everywhere.some((it) => it.roleId === role.id && stays(it)))
      .map((role) => ({ role, site: null, until: null })),
    take: everywhere.filter(leaves),
  }
}

/** One more role; of one that is held already, the end moves. */
export function giveOne(held: Grant[], given: Given, now: Date): GrantChange {
  if (given.until && !(given.until > now)) throw new Refusal('end-not-ahead')
  const already = heldAt(held, given.role.id, given.site?.id ?? null)
  if (!already) return { give: [given], take: [] }
  if (already.expiresAt?.getTime() === given.until?.getTime()) return { give: [], take: [] }
  mustBeOurs(already)
  return { give: [given], take: [already] }
}

export function takeOne(held: Grant[], roleId: string, siteId: string | null): GrantChange {
  const already = heldAt(held, roleId, siteId)
  if (!already) return { give: [], take: [] }
  mustBeOurs(already)
  return { give: [], take: [already] }
}

const heldAt = (held: Grant[], roleId: string, siteId: string | null) =>
  held.find((it) => it.roleId === roleId && it.siteId === siteId)

function mustBeOurs(it: Grant): void {
  if (it.source === 'scim') throw new Refusal('role-provisioned', { role: it.name })
}

/** A day before it ends; half-way for what lasts less than two days. */
export const warnAt = (from: Date, until: Date): Date =>
  after(until, -Math.min(DAY, secondsBetween(from, until) / 2))

/** Everybody keeps a role that no clock takes away. */
export function mustKeepARole(held: Grant[], change: GrantChange): void {
  if (held.some(isLasting) && !remaining(held, change).some(isLasting)) throw new Refusal('last-role')
}

/** Owners who are owners only for a while do not count: when it ends, somebody must be left. */
export const losesOwner = (held: Grant[], change: GrantChange): boolean =>
  held.some(isLastingOwner) && !remaining(held, change).some(isLastingOwner)

const isLasting = (it: Pick<Grant, 'siteId' | 'expiresAt'>) => it.siteId === null && it.expiresAt === null
const isLastingOwner = (it: Pick<Grant, 'siteId' | 'expiresAt' | 'key'>) =>
  it.key === 'owner' && isLasting(it)

const remaining = (held: Grant[], { give, take }: GrantChange) => [
  ...held.filter((it) => !take.includes(it)),
  ...give.map((it) => ({
    key: it.role.key,
    siteId: it.site?.id ?? null,
    expiresAt: it.until,
  })),
]

/** "Admin", "Manager at Leeds", "Admin until 2026-03-02T09:00:00.000Z": as the audit tells of it. */
export function grantInWords(it: { name: string; siteName: string | null; expiresAt: Date | null }): string {
  const at = it.siteName === null ? '' : ` at ${it.siteName}`
  return `${it.name}${at}${it.expiresAt ? ` until ${it.expiresAt.toISOString()}` : ''}`
}

/** What somebody holds once the change is made, in the same words. */
export const heldAfter = (held: Grant[], { give, take }: GrantChange): string[] => [
  ...held.filter((it) => !take.includes(it)).map(grantInWords),
  ...give.map((it) =>
    grantInWords({ name: it.role.name, siteName: it.site?.name ?? null, expiresAt: it.until }),
  ),
]
