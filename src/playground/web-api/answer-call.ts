import type { Call } from '../workspace/call.ts'
import { tell, type Workspace } from '../workspace/workspace.ts'
import { type Args, readArguments, word } from './arguments.ts'
import { missingScope } from './conversations.ts'
import type { Caller } from './method.ts'
import { methods } from './methods.ts'
import { SlackError } from './slack-error.ts'
import { access } from './team.ts'

export interface Answer {
  status: number
  headers: Record<string, string>
  body: Record<string, unknown>
}

/** One call of the Web API: who, how often, whether allowed, then the method itself. Everything is noted. */
export function answerCall(it: Workspace, method: string, token: string | null, body: unknown): Answer {
  const note = (outcome: Call['outcome'], args: Args, status: number, fault?: SlackError) =>
    noteCall(it, { method, args, outcome, status, error: fault?.code ?? null, words: fault?.words ?? [] })
  let args = body as Args
  try {
    args = readArguments(body)
    if (method === 'oauth.v2.access') return done(access(it, args, nobody), {}, () => note('done', args, 200))
    const caller = callerOf(it, method, token)
    const wait = it.budgets.spend(method, word(args, 'channel') ?? null, caller.token.token)
    if (wait) {
      note('throttled', args, 429)
      return tooMany(wait)
    }
    const entry = methods[method]
    if (entry?.scope && !caller.scopes.includes(entry.scope)) throw missingScope(entry.scope, caller)
    const answer = entry?.run(it, args, caller) ?? {}
    const headers = {
      'x-oauth-scopes': caller.scopes.join(','),
      'x-accepted-oauth-scopes': entry?.scope ?? '',
    }
    return done(answer, headers, () => note('done', args, 200))
  } catch (fault) {
    if (!(fault instanceof SlackError)) throw fault
    note('refused', args, 200, fault)
    return { status: 200, headers: {}, body: { ok: false, error: fault.code, ...fault.more } }
  }
}

const nobody: Caller = { token: { token: '', kind: 'bot', scopes: [], isRevoked: false }, scopes: [] }

export const tooMany = (seconds: number): Answer => ({
  status: 429,
  headers: { 'retry-after': String(seconds) },
  body: { ok: false, error: 'ratelimited' },
})

function done(answer: Record<string, unknown>, headers: Record<string, string>, noted: () => void): Answer {
  noted()
  return { status: 200, headers, body: { ok: true, ...answer } }
}

function callerOf(it: Workspace, method: string, given: string | null): Caller {
  if (!methods[method]) throw new SlackError('unknown_method', { req_method: method })
  if (!given) throw new SlackError('not_authed')
  const token = it.tokens.get(given)
  if (!token) throw new SlackError('invalid_auth')
  if (token.isRevoked) throw new SlackError(it.bot.isDeleted ? 'account_inactive' : 'token_revoked')
  return { token, scopes: token.scopes }
}

function withoutSecrets({ token: _token, client_secret: _secret, ...args }: Args): Args {
  return args
}

export function noteCall(it: Workspace, call: Omit<Call, 'at'>): void {
  it.calls.push({ at: it.now(), ...call, args: withoutSecrets(call.args) })
  tell(it, { what: 'call' })
}
