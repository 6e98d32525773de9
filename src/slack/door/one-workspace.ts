import { webApi } from '@slack/bolt'
import type { Outside } from '../../usecases/context.ts'
import { endInstallation, noteTeam } from '../../usecases/slack/install-team.ts'
import type { SlackNeeds } from '../needs.ts'
import { type Clients, clientsFor } from './clients.ts'
import { EverLater, type Waits } from './ever-later.ts'
import type { Known, Workspaces } from './workspaces.ts'

const usualWaits: Waits = { soonestMs: 5_000, latestMs: 60_000 }

const unknown = 'It is not known yet which workspace this is; Slack is asked until it answers'
const refused = 'Slack says that this token is revoked: install the app again, and set its new one'

/** What Slack says of a token that it takes no more. */
const dead = ['account_inactive', 'invalid_auth', 'not_authed', 'token_expired', 'token_revoked']

/**
 * One workspace, by the token of the environment. Which one it is, is asked at the start and again until Slack
 * answers; until then nobody is served, because a signature alone does not say whose organization it is about.
 */
export function oneWorkspace(
  { settings, log, begin }: SlackNeeds,
  token: string,
  waits = usualWaits,
): Workspaces {
  const clients = clientsFor(token, settings.apiUrl, log, null)
  let me: Known | null = null
  let asking: Promise<Known | null> | null = null
  /** The same trouble is told once, however often it is met. */
  let told: string | null = null
  let refusedAt = Number.NEGATIVE_INFINITY
  let isStopped = false
  const outside = (): Outside => begin({ requestId: 'start', surface: 'slack', ip: null })
  const later = new EverLater(waits, () => void learn())

  const tell = (trouble: string, facts: object): void => {
    if (told !== trouble) log.warn(facts, trouble)
    told = trouble
    if (trouble === refused) refusedAt = performance.now()
    if (!isStopped) later.again()
  }
  const ask = async (): Promise<Known | null> => {
    try {
      const { team, ...found } = await whoAmI(clients)
      await noteTeam(outside(), { teamId: found.teamId, name: team })
      me = found
      told = null
      later.stop()
      log.info({ teamId: found.teamId }, 'Slack has answered: this is the workspace')
    } catch (err) {
      tell(isRefused(err) ? refused : unknown, { err })
    }
    return me
  }
  const learn = (): Promise<Known | null> => {
    asking ??= ask().finally(() => {
      asking = null
    })
    return asking
  }
  /** A token that was refused a moment ago is refused still: not everything that happens has to ask for it. */
  const known = (): Promise<Known | null> | Known | null =>
    me ?? (performance.now() - refusedAt < waits.soonestMs ? null : learn())
  void learn()

  return {
    of: async ({ appId, who }) => {
      const found = await known()
      if (!found || found.teamId !== who.teamId) return null
      return found.appId && appId && found.appId !== appId ? null : found.clients
    },
    forget: async (teamId, at) => {
      if (me?.teamId !== teamId) return
      me = null
      tell(refused, { teamId })
      await endInstallation(outside(), teamId, at)
    },
    renew: () => {},
    stop: () => {
      isStopped = true
      later.stop()
    },
  }
}

/** In the words of auth.test. */
async function whoAmI(clients: Clients): Promise<Known & { team: string | null }> {
  const { team_id: teamId, team, bot_id: bot, user_id: botUserId } = await clients.quick.auth.test()
  if (!teamId) throw new Error('auth.test names no team')
  const appId = bot ? await appOf(clients, bot) : null
  return { teamId, appId, team: team ?? null, clients: { ...clients, botUserId: botUserId ?? null } }
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

const isRefused = (fault: unknown): boolean =>
  fault instanceof webApi.WebAPIPlatformError && dead.includes(fault.data.error)
