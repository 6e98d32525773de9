import * as teams from '../../db/slack-teams.ts'
import { seal, unseal } from '../../domain/sealed.ts'
import { atomically, type Outside } from '../context.ts'

export interface Installation {
  teamId: string
  enterpriseId: string | null
  name: string | null
  appId: string | null
  botUserId: string | null
  scopes: string[]
  token: string
  installedBy: string | null
}

export type SealingKeys = readonly [Buffer, ...Buffer[]]

/** Kept encrypted: a dump of the database speaks for nobody. */
export function installTeam(ctx: Outside, keys: SealingKeys, { token, ...it }: Installation): Promise<void> {
  return atomically(ctx, (tx) =>
    teams.install(tx, { ...it, sealedToken: seal(keys[0], it.teamId, token), installedAt: ctx.now() }),
  )
}

/** Null where Usher is not, or no longer, installed. */
export function findInstallation(
  ctx: Outside,
  keys: SealingKeys,
  teamId: string,
): Promise<{ token: string; appId: string | null; botUserId: string | null } | null> {
  return atomically(ctx, async (tx) => {
    const team = await teams.find(tx, teamId)
    if (!team?.sealedToken || team.endedAt) return null
    const token = unseal(keys, teamId, team.sealedToken)
    return token === null ? null : { token, appId: team.appId, botUserId: team.botUserId }
  })
}

/** The one workspace whose token the environment gives. */
export const noteTeam = (ctx: Outside, teamId: string): Promise<void> =>
  atomically(ctx, (tx) => teams.note(tx, { teamId, installedAt: ctx.now() }))

export const endInstallation = (ctx: Outside, teamId: string): Promise<void> =>
  atomically(ctx, (tx) => teams.end(tx, teamId, ctx.now()))
