import { webApi } from '@slack/bolt'
import { Refusal } from '../../domain/refusal.ts'
import { REDIRECT_PATH, type SlackInstalled, type SlackInstalling } from '../../domain/slack-install.ts'
import type { Outside } from '../../usecases/context.ts'
import { installTeam } from '../../usecases/slack/install-team.ts'
import { quiet } from '../door/clients.ts'
import { botScopes } from '../manifest.ts'
import type { SlackNeeds } from '../needs.ts'

const EXCHANGE_MS = 10_000

/** Many workspaces: whoever may install apps in one brings Usher in. Null where one token serves one workspace. */
export function installing(needs: SlackNeeds, renew: (teamId: string) => void): SlackInstalling | null {
  const { settings, publicUrl, log } = needs
  const { oauth } = settings
  if (!oauth || settings.botToken) return null
  const redirectUri = `${publicUrl}${REDIRECT_PATH}`
  const client = (token?: string) =>
    new webApi.WebClient(token, {
      slackApiUrl: settings.apiUrl,
      timeout: EXCHANGE_MS,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: quiet(log),
    })
  const { clientId, clientSecret } = oauth

  return {
    authorizeUrl: (state) => {
      // Beside the methods: https://slack.com/api/ and https://slack.com/oauth/v2/authorize.
      const url = new URL('../oauth/v2/authorize', settings.apiUrl)
      const asked = { client_id: clientId, scope: botScopes.join(','), redirect_uri: redirectUri, state }
      url.search = new URLSearchParams(asked).toString()
      return url.href
    },
    finish: async (code) => {
      try {
        const credentials = { client_id: clientId, client_secret: clientSecret }
        const granted = await client().oauth.v2.access({ ...credentials, code, redirect_uri: redirectUri })
        if (granted.is_enterprise_install || !granted.team?.id) {
          // Not left lying about: nobody would ever use it.
          await client(granted.access_token).auth.revoke()
          return { result: 'enterprise' }
        }
        return await keep(needs, granted, renew)
      } catch (fault) {
        return refusedBy(fault)
      }
    },
  }
}

async function keep(
  { begin, settings, log }: SlackNeeds,
  granted: webApi.OauthV2AccessResponse,
  renew: (teamId: string) => void,
): Promise<SlackInstalled> {
  const { team, app_id: appId = null, access_token: token } = granted
  if (!team?.id || !token) return { result: 'refused', said: 'no_token' }
  const outside: Outside = begin({ requestId: 'installation', surface: 'slack', ip: null })
  const { organizationId } = await installTeam(outside, settings.sealingKeys, {
    teamId: team.id,
    enterpriseId: granted.enterprise?.id ?? null,
    name: team.name ?? null,
    appId,
    botUserId: granted.bot_user_id ?? null,
    scopes: (granted.scope ?? '').split(',').filter(Boolean),
    token,
    installedBy: granted.authed_user?.id ?? null,
  })
  renew(team.id)
  log.info({ teamId: team.id }, 'Usher is installed in a workspace')
  const isConnected = organizationId !== null
  return { result: 'installed', workspaceName: team.name ?? team.id, teamId: team.id, appId, isConnected }
}

function refusedBy(fault: unknown): SlackInstalled {
  if (fault instanceof webApi.WebAPIPlatformError) return { result: 'refused', said: fault.data.error }
  if (fault instanceof webApi.WebAPIRequestError || fault instanceof webApi.WebAPIHTTPError)
    throw new Refusal('slack-silent')
  if (fault instanceof webApi.WebAPIRateLimitedError) throw new Refusal('slack-silent')
  throw fault
}
