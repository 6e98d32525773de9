import type { Tx } from './database.ts'
import { rowOf } from './row.ts'

/** A workspace in which Usher is or was installed. */
export interface SlackTeam {
  teamId: string
  enterpriseId: string | null
  /** Null until somebody in it has shown the code that the server printed, or the operator has bound it. */
  organizationId: string | null
  name: string | null
  appId: string | null
  botUserId: string | null
  scopes: string[]
  /** Encrypted; null where the token comes from the environment. */
  sealedToken: Buffer | null
  installedBy: string | null
  installedAt: Date
  endedAt: Date | null
}

const Teams = rowOf<SlackTeam>('slack_teams', ['teamId'])

export const find = async (tx: Tx, teamId: string): Promise<SlackTeam | undefined> =>
  Teams.query(tx).findOne({ teamId })

/** Where an organization speaks, as long as Usher is there. */
export const ofOrganization = async (tx: Tx, organizationId: string): Promise<SlackTeam | undefined> =>
  Teams.query(tx).findOne({ organizationId }).whereNull('endedAt')

/** Those whose tokens are kept here, the newest first. */
export const installed = async (tx: Tx, limit: number): Promise<SlackTeam[]> =>
  Teams.query(tx).whereNotNull('sealedToken').whereNull('endedAt').orderBy('installedAt', 'desc').limit(limit)

/** Installed again, it keeps its organization. */
export async function install(tx: Tx, row: Omit<SlackTeam, 'organizationId' | 'endedAt'>): Promise<void> {
  await Teams.query(tx)
    .insert({ ...row, organizationId: null, endedAt: null })
    .onConflict('teamId')
    .merge({ ...row, endedAt: null })
}

/** Seen with a token from the environment: it is installed, whatever was before. What else is known of it stays. */
export async function note(tx: Tx, row: Pick<SlackTeam, 'teamId' | 'installedAt'>): Promise<void> {
  await Teams.query(tx).insert(row).onConflict('teamId').merge({ endedAt: null })
}

/** Slack has answered to the token of the environment: this is the workspace, whatever became of it before. */
export async function seen(tx: Tx, row: Pick<SlackTeam, 'teamId' | 'installedAt' | 'name'>): Promise<void> {
  await Teams.query(tx).insert(row).onConflict('teamId').merge({ name: row.name, endedAt: null })
}

/**
 * Uninstalled, or its tokens revoked: nothing can be said there any more. Slack may tell of it late, when somebody
 * has installed it again; then it is about the installation before.
 */
export async function end(tx: Tx, teamId: string, at: Date): Promise<void> {
  await Teams.query(tx)
    .patch({ endedAt: at, sealedToken: null })
    .where({ teamId })
    .where('installedAt', '<=', at)
}

/** True unless it belongs to another organization already. */
export async function claim(tx: Tx, teamId: string, organizationId: string): Promise<boolean> {
  const claimed = await Teams.query(tx)
    .patch({ organizationId })
    .where({ teamId })
    .where((free) => free.whereNull('organizationId').orWhere({ organizationId }))
  return claimed === 1
}
