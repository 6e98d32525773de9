import type { Outside } from '../../usecases/context.ts'
import { endInstallation, findInstallation } from '../../usecases/slack/install-team.ts'
import type { SlackNeeds } from '../needs.ts'
import { type Clients, clientsFor } from './clients.ts'
import type { Told } from './told.ts'

/** The workspaces we may speak in. */
export interface Workspaces {
  /** Null where this app is not installed, or the payload is another app's: signed, but not for us. */
  of(told: Pick<Told, 'appId' | 'who'>): Promise<Clients | null>
  /** Uninstalled, or its tokens revoked. */
  forget(teamId: string, at: Date): Promise<void>
  /** Installed anew: what was known of it is old. */
  renew(teamId: string): void
  stop(): void
}

/** A workspace that we know, and how it is spoken to. */
export interface Known {
  teamId: string
  appId: string | null
  clients: Clients
}

/**
 * A token is the same until it is revoked, and Slack refuses it then. So the one that is known serves while it is
 * looked up anew: nobody's trigger runs out meanwhile.
 */
const FRESH_MS = 30_000

/** Many workspaces, each by its own installation. */
export function manyWorkspaces({ settings, log, begin }: SlackNeeds): Workspaces {
  const remembered = new Map<string, { until: number; found: Promise<Known | null> }>()
  const outside = (): Outside => begin({ requestId: 'installation', surface: 'slack', ip: null })

  const look = async (teamId: string): Promise<Known | null> => {
    const found = await findInstallation(outside(), settings.sealingKeys, teamId)
    if (!found) return null
    const { token, appId, botUserId } = found
    return { teamId, appId, clients: clientsFor(token, settings.apiUrl, log, botUserId) }
  }
  const remember = (teamId: string, found: Promise<Known | null>) =>
    void remembered.set(teamId, { until: performance.now() + FRESH_MS, found })
  const lookAnew = (teamId: string, kept?: Promise<Known | null>): Promise<Known | null> => {
    const found = look(teamId)
    remember(teamId, kept ?? found)
    found.then(
      (it) => void (it ? remember(teamId, found) : remembered.delete(teamId)),
      () => void (kept ?? remembered.delete(teamId)),
    )
    return kept ?? found
  }
  const find = (teamId: string) => {
    const kept = remembered.get(teamId)
    return kept && kept.until > performance.now() ? kept.found : lookAnew(teamId, kept?.found)
  }
  return {
    of: async ({ appId, who }) => {
      const found = await find(who.teamId)
      if (!found || (found.appId && appId && found.appId !== appId)) return null
      return found.clients
    },
    forget: async (teamId, at) => {
      await endInstallation(outside(), teamId, at)
      remembered.delete(teamId)
    },
    renew: (teamId) => void remembered.delete(teamId),
    stop: () => {},
  }
}
