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

/** Kept encrypted: a dump of the database speaks for nobody. Installed again, it keeps its organization. */
export function installTeam(
  ctx: Outside,
  keys: SealingKeys,
  { token, ...it }: Installation,
): Promise<Pick<teams.SlackTeam, 'organizationId'>> {
  return atomically(ctx, async (tx) => {
    const sealedToken = seal(keys[0], it.teamId, token)
    await teams.install(tx, { ...it, sealedToken, installedAt: ctx.now() })
    return { organizationId: (await teams.find(tx, it.teamId))?.organizationId ?? null }
  })
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
export const noteTeam = (ctx: Outside, team: { teamId: string; name: string | null }): Promise<void> =>
  atomically(ctx, (tx) => teams.seen(tx, { ...team, installedAt: ctx.now() }))

export const endInstallation = (ctx: Outside, teamId: string, at: Date): Promise<void> =>
  atomically(ctx, (tx) => teams.end(tx, teamId, at))

/** Where Usher is installed; the token is null where none of the keys opens it. */
export function listInstallations(
  ctx: Outside,
  keys: SealingKeys,
): Promise<{ teamId: string; token: string | null }[]> {
  return atomically(ctx, async (tx) =>
    (await teams.installed(tx, LISTED)).map(({ teamId, sealedToken }) => ({
      teamId,
      token: sealedToken && unseal(keys, teamId, sealedToken),
    })),
  )
}

const LISTED = 20
