import { type ScimClient, type ScimToken, tokenUrlOf } from '../domain/connection.ts'
import { after, DAY, HOUR, MINUTE } from '../domain/time.ts'
import { issueClient } from '../usecases/connections/issue-client.ts'
import { issueToken } from '../usecases/connections/issue-token.ts'
import { listConnections } from '../usecases/connections/list-connections.ts'
import { revokeClient } from '../usecases/connections/revoke-client.ts'
import { revokeToken } from '../usecases/connections/revoke-token.ts'
import { rotateToken } from '../usecases/connections/rotate-token.ts'
import type { Context } from '../usecases/context.ts'
import { operatorIn } from './acting.ts'
import { connectionMeant, secretMeant } from './meant.ts'
import { issuedClient, issuedToken, renewedToken, revoked, tokenList } from './tokens.view.ts'
import { type Answer, type Read, readWords, type Tools, WrongWords } from './words.ts'

export const tokensUsage = [
  'usher tokens list [CONNECTION]',
  'usher tokens issue [CONNECTION] [--days N] [--scope S]…',
  'usher tokens rotate TOKEN [--overlap 24h]',
  'usher tokens revoke TOKEN',
  'usher tokens client [CONNECTION] [--minutes N] [--scope S]…',
].join('\n')

const options = {
  days: { type: 'string' },
  minutes: { type: 'string' },
  overlap: { type: 'string' },
  scope: { type: 'string', multiple: true },
  organization: { type: 'string' },
} as const

interface Words {
  /** A connection, or a token: by name, id, or what is shown of it. */
  which: string | undefined
  scopes?: { scopes: readonly string[] }
  days: number | null
  minutes: number | null
  overlapSeconds: number
}

type Deed = (ctx: Context, words: Words, tools: Tools) => Promise<Answer>

const deeds: Record<string, { takes: readonly (keyof typeof options)[]; needsWhich: boolean; run: Deed }> = {
  list: { takes: [], needsWhich: false, run: list },
  issue: { takes: ['days', 'scope'], needsWhich: false, run: issue },
  rotate: { takes: ['overlap'], needsWhich: true, run: rotate },
  revoke: { takes: [], needsWhich: true, run: revoke },
  client: { takes: ['minutes', 'scope'], needsWhich: false, run: client },
}

export function readTokens(words: string[]): Read {
  const { values, positionals } = readWords(words, options, tokensUsage)
  const [verb = '', which, ...more] = positionals
  const deed = Object.hasOwn(deeds, verb) ? deeds[verb] : undefined
  if (!deed) throw wrong(verb ? `tokens can not ${verb}.` : 'Say what to do with tokens.')
  const { organization, ...given } = values
  const strange = (Object.keys(given) as (keyof typeof given)[]).find((it) => !deed.takes.includes(it))
  if (strange) throw wrong(`tokens ${verb} takes no --${strange}.`)
  if (deed.needsWhich && which === undefined)
    throw wrong('Which token? Give what usher tokens list shows of it.')
  if (more.length > 0) throw wrong(`One at a time: what is "${more.join(' ')}"?`)
  const said = {
    which,
    ...(values.scope ? { scopes: { scopes: values.scope } } : {}),
    days: numberIn('--days', values.days),
    minutes: numberIn('--minutes', values.minutes),
    overlapSeconds: secondsIn(values.overlap ?? '24h'),
  }
  return {
    run: async (tools) => {
      const { acting } = await operatorIn(tools.ctx, organization)
      return deed.run(acting, said, tools)
    },
  }
}

const wrong = (what: string) => new WrongWords(`${what}\n\n${tokensUsage}`)

async function list(ctx: Context, { which }: Words): Promise<Answer> {
  const all = await listConnections(ctx)
  const shown = which === undefined ? all : [connectionMeant(all, which)]
  const json = shown.map(({ id, name, connector, tokens, clients }) => ({
    connectionId: id,
    name,
    connector,
    tokens: tokens.map(tokenJson),
    clients: clients.map(clientJson),
  }))
  return { text: tokenList(shown, ctx.now()), json }
}

const tokenJson = ({ id, beginning, scopes, createdAt, lastUsedAt, expiresAt }: ScimToken) => ({
  tokenId: id,
  beginning,
  scopes,
  createdAt,
  lastUsedAt,
  expiresAt,
})

const clientJson = ({ id, scopes, tokenMinutes, createdAt, lastUsedAt }: ScimClient) => ({
  clientId: id,
  scopes,
  tokenMinutes,
  createdAt,
  lastUsedAt,
})

async function issue(ctx: Context, { which, scopes, days }: Words): Promise<Answer> {
  const connection = connectionMeant(await listConnections(ctx), which)
  const expiresAt = days === null ? null : after(ctx.now(), days * DAY)
  const { id, secret } = await issueToken(ctx, connection.id, { ...scopes, expiresAt })
  return {
    text: issuedToken(connection.name, secret, expiresAt),
    json: { connectionId: connection.id, tokenId: id, token: secret, expiresAt },
  }
}

async function rotate(ctx: Context, { which = '', overlapSeconds }: Words): Promise<Answer> {
  const { connection, token } = secretMeant(await listConnections(ctx), which, ['token'])
  const { id, secret, expiresAt, oldEndsAt } = await rotateToken(ctx, token?.id ?? '', overlapSeconds)
  return {
    text: renewedToken(connection.name, { secret, expiresAt, oldEndsAt }, ctx.now()),
    json: { connectionId: connection.id, tokenId: id, token: secret, expiresAt, oldEndsAt },
  }
}

async function revoke(ctx: Context, { which = '' }: Words): Promise<Answer> {
  const { connection, token, client } = secretMeant(await listConnections(ctx), which, ['token', 'client'])
  if (token) await revokeToken(ctx, token.id)
  if (client) await revokeClient(ctx, client.id)
  return {
    text: revoked(connection.name, token ? `the token ${token.beginning}…` : `the client ${client?.id}`),
    json: { connectionId: connection.id, tokenId: token?.id ?? null, clientId: client?.id ?? null },
  }
}

async function client(
  ctx: Context,
  { which, scopes, minutes }: Words,
  { ctx: { links } }: Tools,
): Promise<Answer> {
  const connection = connectionMeant(await listConnections(ctx), which)
  const wish = { ...scopes, ...(minutes === null ? {} : { tokenMinutes: minutes }) }
  const { id, secret, tokenMinutes } = await issueClient(ctx, connection.id, wish)
  const tokenUrl = tokenUrlOf(links.publicUrl)
  return {
    text: issuedClient(connection.name, { id, secret, tokenMinutes, tokenUrl }),
    json: { connectionId: connection.id, clientId: id, clientSecret: secret, tokenUrl, tokenMinutes },
  }
}

function numberIn(option: string, written: string | undefined): number | null {
  if (written === undefined) return null
  if (!/^\d{1,5}$/.test(written)) throw wrong(`${option} wants a whole number, not "${written}".`)
  return Number(written)
}

const units = { m: MINUTE, h: HOUR, d: DAY }

function secondsIn(written: string): number {
  const [, count, unit] = /^(\d{1,5})([mhd])$/.exec(written.trim()) ?? []
  if (written.trim() === '0') return 0
  if (!count || !unit) throw wrong(`--overlap wants a span like 12h or 7d, or 0, not "${written}".`)
  return Number(count) * units[unit as keyof typeof units]
}
