import { webApi } from '@slack/bolt'
import type { Log } from '../log.ts'
import type { Outside } from '../usecases/context.ts'
import { listInstallations } from '../usecases/slack/install-team.ts'
import { quiet } from './door/clients.ts'
import { botScopes } from './manifest.ts'
import type { SlackSettings } from './needs.ts'

export interface SlackFinding {
  ok: boolean
  says: string
}

const CHECK_MS = 5_000

/** For the operator: whether Slack answers to each token we have, as which workspace, and what it does not allow us. */
export async function checkSlack(ctx: Outside, settings: SlackSettings, log: Log): Promise<SlackFinding[]> {
  const { botToken } = settings
  if (botToken) return [await checkToken(botToken, settings, log)]
  const installed = await listInstallations(ctx, settings.sealingKeys)
  if (installed.length === 0)
    return [{ ok: true, says: `installed in no workspace yet: open ${ctx.links.publicUrl}/slack/install` }]
  return Promise.all(
    installed.map(async ({ teamId, token }) =>
      token
        ? checkToken(token, settings, log)
        : {
            ok: false,
            says: `the token of ${teamId} was sealed with another SECRET_KEY: set SECRET_KEY_PREVIOUS, or install again`,
          },
    ),
  )
}

async function checkToken(token: string, { apiUrl }: SlackSettings, log: Log): Promise<SlackFinding> {
  const client = new webApi.WebClient(token, {
    slackApiUrl: apiUrl,
    timeout: CHECK_MS,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: quiet(log),
  })
  try {
    const { team, team_id: teamId, response_metadata: more } = await client.auth.test()
    const given = more?.scopes ?? null
    const missing = given ? botScopes.filter((it) => !given.includes(it)) : []
    const where = `${team ?? 'a workspace'} (${teamId}) answers`
    return missing.length === 0
      ? { ok: true, says: where }
      : {
          ok: false,
          says: `${where}, but does not allow ${missing.join(', ')}: add what "usher manifest" names, and install again`,
        }
  } catch (fault) {
    if (fault instanceof webApi.WebAPIPlatformError)
      return { ok: false, says: `Slack says ${fault.data.error}: is the token right, and the app installed?` }
    return { ok: false, says: `${new URL(apiUrl).hostname} does not answer: is the way out of here open?` }
  }
}
