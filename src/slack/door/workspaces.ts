import { webApi } from '@slack/bolt'
import type { Outside } from '../../usecases/context.ts'
import { endInstallation, findInstallation, noteTeam } from '../../usecases/slack/install-team.ts'
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

/** Who "me" is, in the words of auth.test. */
interface Me {
  teamId: string
  appId: string | null
  clients: Clients
}

const ASK_AGAIN_MS = 5_000

/**
 * One workspace, by the token of the environment. Which one it is, is asked at the start and again until Slack
 * answers; until then nobody is served, because a signature alone does not say whose organization it is about.
 */
export function oneWorkspace({ settings, log, begin }: SlackNeeds, token: string): Workspaces {
  const clients = clientsFor(token, settings.apiUrl, log, null)
  let me: Me | null = null
  let asking: Promise<Me | null> | null = null
  let again: NodeJS.Timeout | null = null
  let isStopped = false
  const outside = (): Outside => begin({ requestId: 'start', surface: 'slack', ip: null })

  const ask = async (): Promise<Me | null> => {
    try {
      const { team_id: teamId, team, bot_id: bot, user_id: botUserId } = await clients.quick.auth.test()
      const appId = bot ? await appOf(clients, bot) : null
      if (!teamId) return null
      await noteTeam(outside(), { teamId, name: team ?? null })
      me = { teamId, appId, clients: { ...clients, botUserId: botUserId ?? null } }
      log.info({ teamId }, 'Slack has answered: this is the workspace')
    } catch (err) {
      log.warn({ err }, 'It is not known yet which workspace this is; asking again')
      if (!isStopped) again = setTimeout(() => void learn(), ASK_AGAIN_MS).unref()
    }
    return me
  }
  const learn = (): Promise<Me | null> => {
    asking ??= ask().finally(() => {
      asking = null
    })
    return asking
  }
  void learn()

  return {
    of: async ({ appId, who }) => {
      const known = me ?? (await learn())
      if (!known || known.teamId !== who.teamId) return null
      return known.appId && appId && known.appId !== appId ? null : known.clients
    },
    forget: async (teamId, at) => {
      if (me?.teamId !== teamId) return
      log.warn(
        { teamId },
        'Slack says that this token is revoked: install the app again, and set its new one',
      )
      me = null
      await endInstallation(outside(), teamId, at)
    },
    renew: () => {},
    stop: () => {
      isStopped = true
      if (again) clearTimeout(again)
    },
  }
}

/** Null where Slack will not say: the signature is this app's own all the same. */
async function appOf({ quick }: Clients, bot: string): Promise<string | null> {
  try {
    return (await quick.bots.info({ bot })).bot?.app_id ?? null
  } catch (fault) {
    if (fault instanceof webApi.WebAPIPlatformError) return null
    throw fault
  }
}

/**
 * A token is the same until it is revoked, and Slack refuses it then. So the one that is known serves while it is
 * looked up anew: nobody's trigger runs out meanwhile.
 */
const FRESH_MS = 30_000

/** Many workspaces, each by its own installation. */
export function manyWorkspaces({ settings, log, begin }: SlackNeeds): Workspaces {
  const remembered = new Map<string, { until: number; found: Promise<Me | null> }>()
  const outside = (): Outside => begin({ requestId: 'installation', surface: 'slack', ip: null })

  const look = async (teamId: string): Promise<Me | null> => {
    const found = await findInstallation(outside(), settings.sealingKeys, teamId)
    if (!found) return null
    const { token, appId, botUserId } = found
    return { teamId, appId, clients: clientsFor(token, settings.apiUrl, log, botUserId) }
  }
  const remember = (teamId: string, found: Promise<Me | null>) =>
    void remembered.set(teamId, { until: performance.now() + FRESH_MS, found })
  const lookAnew = (teamId: string, kept?: Promise<Me | null>): Promise<Me | null> => {
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
