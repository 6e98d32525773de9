import { isDeepStrictEqual } from 'node:util'
import * as connections from '../../db/connections.ts'
import type { Tx } from '../../db/database.ts'
import * as roles from '../../db/roles.ts'
import { type Connection, limits } from '../../domain/connection.ts'
import { networksFrom } from '../../domain/network.ts'
import { nameFrom } from '../../domain/person-name.ts'
import { authorizeGrant, isWithinCeiling } from '../../domain/policy.ts'
import { Refusal, refuseTogether } from '../../domain/refusal.ts'
import type { Role } from '../../domain/role.ts'
import { atomically, type Context, within } from '../context.ts'
import { uniquely } from '../name-taken.ts'
import { record } from '../record.ts'
import { holdOwners } from '../users/end-access.ts'
import { holdConnection } from './hold-connection.ts'
import { roleMeant } from './role-meant.ts'
import { settleConnection } from './settle-connection.ts'

/** What is left out stays as it is. */
export interface ConnectionChange {
  version: number
  name?: string
  sendsWelcome?: boolean
  isDryRun?: boolean
  /** Addresses and ranges; none: from anywhere. */
  networks?: readonly string[]
  /** All that differ from the connector's own. */
  flags?: Record<string, unknown>
  /** By name, key or id. */
  ceiling?: string
  /** Likewise; null: the organization's default role. */
  defaultRole?: string | null
}

/** What each flag may be set to: the door knows the connectors. */
export type FlagChoices = Readonly<Record<string, readonly unknown[]>>

type Changed = Pick<
  Connection,
  'name' | 'sendsWelcome' | 'isDryRun' | 'networks' | 'flags' | 'ceilingRoleId' | 'defaultRoleId'
>

/** All of it or none; what a provider asks next is done by it. One change is one entry in the audit. */
export function changeConnection(
  ctx: Context,
  id: string,
  asked: ConnectionChange,
  choices: FlagChoices,
): Promise<Connection> {
  return uniquely(
    { what: 'connection', name: asked.name?.trim() ?? '' },
    'connections_name',
    atomically(ctx, async (tx) => {
      // Who holds what may change with the ceiling, an owner's role too: so the organization is held before everything.
      if (asked.ceiling !== undefined) await holdOwners(tx, within(ctx))
      const connection = await holdConnection(tx, ctx, id)
      if (asked.version !== connection.version) throw new Refusal('changed-meanwhile')
      const read = readChange(asked, choices)
      const roles = await rolesOf(tx, ctx, connection, asked)
      const { before, after } = differences(connection, { ...read, ...roles })
      if (Object.keys(after).length === 0) return connection

      const changed = await connections.save(tx, connection, after)
      await record(tx, ctx, {
        act: 'connection.change',
        targetKind: 'connection',
        targetId: id,
        before,
        after,
      })
      if (after.ceilingRoleId) await settleConnection(tx, ctx, id)
      return changed
    }),
  )
}

/** Everything that is wrong with what was typed is said at once. */
function readChange(asked: ConnectionChange, choices: FlagChoices): Partial<Changed> {
  const { name, networks, flags, sendsWelcome, isDryRun } = asked
  const read: Partial<Changed> = {
    ...(sendsWelcome === undefined ? {} : { sendsWelcome }),
    ...(isDryRun === undefined ? {} : { isDryRun }),
  }
  refuseTogether([
    () => name !== undefined && Object.assign(read, { name: nameFrom('connection', name) }),
    () => networks && Object.assign(read, { networks: networksRead(networks) }),
    () => flags && Object.assign(read, { flags: flagsRead(flags, choices) }),
  ])
  return read
}

function networksRead(typed: readonly string[]): string[] {
  const networks = networksFrom(typed)
  if (networks.length > limits.networks)
    throw new Refusal('too-many', { what: 'network', limit: limits.networks })
  return networks
}

function flagsRead(flags: Record<string, unknown>, choices: FlagChoices): Record<string, unknown> {
  for (const [flag, value] of Object.entries(flags)) {
    const known = Object.hasOwn(choices, flag) ? choices[flag] : undefined
    if (!known)
      throw new Refusal('choice-unknown', { field: 'flag', typed: flag, known: Object.keys(choices) })
    if (!known.some((it) => isDeepStrictEqual(it, value)))
      throw new Refusal('choice-unknown', {
        field: 'flag',
        typed: `${flag}: ${JSON.stringify(value)}`,
        known: known.map((it) => `${flag}: ${JSON.stringify(it)}`),
      })
  }
  return flags
}

/** Neither more than whoever asks may give, nor a default beyond the ceiling. */
async function rolesOf(
  tx: Tx,
  ctx: Context,
  { ceilingRoleId, defaultRoleId }: Connection,
  asked: ConnectionChange,
): Promise<Partial<Changed>> {
  if (asked.ceiling === undefined && asked.defaultRole === undefined) return {}
  const known = await roles.inUse(tx, within(ctx))
  const standing = (id: string | null) => known.find((it) => it.id === id) ?? null
  const ceiling = asked.ceiling === undefined ? standing(ceilingRoleId) : roleMeant(known, asked.ceiling)
  const given =
    asked.defaultRole === undefined
      ? standing(defaultRoleId)
      : asked.defaultRole === null
        ? null
        : roleMeant(known, asked.defaultRole)
  authorizeGrant(
    ctx.actor,
    [ceiling, given].filter((it): it is Role => it !== null),
  )
  if (given && ceiling && !isWithinCeiling(ceiling, given))
    throw new Refusal('beyond-ceiling', { role: given.name, ceiling: ceiling.name })
  return {
    ...(ceiling ? { ceilingRoleId: ceiling.id } : {}),
    defaultRoleId: given?.id ?? null,
  }
}

function differences(
  held: Connection,
  asked: Partial<Changed>,
): Record<'before' | 'after', Partial<Changed>> {
  const keys = (Object.keys(asked) as (keyof Changed)[]).filter(
    (key) => !isDeepStrictEqual(held[key], asked[key]),
  )
  const only = (it: Partial<Changed>) => Object.fromEntries(keys.map((key) => [key, it[key]]))
  return { before: only(held), after: only(asked) }
}
