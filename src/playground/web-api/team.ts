import { uninstall as leave, revokeTokens } from '../human/event.ts'
import { hex } from '../workspace/ids.ts'
import { giveToken, tell } from '../workspace/workspace.ts'
import { isYes, needed, word } from './arguments.ts'
import type { Entry, Method } from './method.ts'
import { SlackError } from './slack-error.ts'

const CODE_MS = 10 * 60_000

const test: Method = (it) => ({
  url: `https://${it.team.domain}.slack.com/`,
  team: it.team.name,
  user: it.bot.name,
  team_id: it.team.id,
  user_id: it.bot.id,
  bot_id: it.app.botId,
  is_enterprise_install: false,
})

const info: Method = (it) => ({
  team: { id: it.team.id, name: it.team.name, domain: it.team.domain, email_domain: '', icon: {} },
})

const bot: Method = (it, args) => {
  if ((word(args, 'bot') ?? it.app.botId) !== it.app.botId) throw new SlackError('bot_not_found')
  const { botId, id, name } = it.app
  return { bot: { id: botId, deleted: false, name, app_id: id, user_id: it.bot.id, icons: {} } }
}

const revoke: Method = (it, args, { token }) => {
  if (isYes(args, 'test')) return { revoked: false }
  token.isRevoked = true
  void revokeTokens(it)
  return { revoked: true }
}

const uninstall: Method = (it, args) => {
  const { clientId, clientSecret } = it.app
  if (needed(args, 'client_id') !== clientId) throw new SlackError('invalid_client_id')
  if (needed(args, 'client_secret') !== clientSecret) throw new SlackError('bad_client_secret')
  void leave(it)
  return {}
}

/** Called without a token: the client proves itself instead. */
export const access: Method = (it, args) => {
  const code = it.codes.get(needed(args, 'code'))
  if (word(args, 'client_id') !== it.app.clientId) throw new SlackError('invalid_client_id')
  if (word(args, 'client_secret') !== it.app.clientSecret) throw new SlackError('bad_client_secret')
  if (!code || it.now().getTime() - code.at.getTime() > CODE_MS) throw new SlackError('invalid_code')
  if ((word(args, 'redirect_uri') ?? code.redirectUri) !== code.redirectUri)
    throw new SlackError('bad_redirect_uri')
  it.codes.delete(needed(args, 'code'))
  it.isInstalled = true
  const { token } = Object.assign(giveToken(it), { scopes: code.scopes })
  tell(it, { what: 'team' })
  return {
    app_id: it.app.id,
    authed_user: { id: code.person },
    scope: code.scopes.join(','),
    token_type: 'bot',
    access_token: token,
    bot_user_id: it.bot.id,
    team: { id: it.team.id, name: it.team.name },
    enterprise: null,
    is_enterprise_install: false,
  }
}

/** Only the app's own token opens lines, and it opens nothing else. */
const openConnection: Method = (it, _args, { token }) => {
  if (token.kind !== 'app') throw new SlackError('not_allowed_token_type')
  const ticket = hex(12)
  it.tickets.add(ticket)
  return { url: `${it.baseUrl().replace(/^http/, 'ws')}/link?ticket=${ticket}&app_id=${it.app.id}` }
}

export const teamMethods: Record<string, Entry> = {
  'auth.test': { run: test, scope: null },
  'auth.revoke': { run: revoke, scope: null },
  'apps.connections.open': { run: openConnection, scope: null },
  'apps.uninstall': { run: uninstall, scope: null },
  'bots.info': { run: bot, scope: 'users:read' },
  'team.info': { run: info, scope: 'team:read' },
}
