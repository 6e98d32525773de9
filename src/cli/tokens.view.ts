import type { ScimClient, ScimToken, Scope } from '../domain/connection.ts'
import { scopes } from '../domain/connection.ts'
import { spanInWords } from '../domain/plain-words.ts'
import { secondsBetween } from '../domain/time.ts'
import type { MadeBy, SeenConnection } from '../usecases/connections/list-connections.ts'
import { columns, hanging } from './paragraphs.ts'

const ago = (at: Date | null, now: Date): string =>
  at ? `${spanInWords(secondsBetween(at, now))} ago` : 'never'
const day = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
const allowed = (granted: readonly Scope[]): string =>
  granted.length === scopes.length ? 'everything' : granted.join(', ')

/** What is known of each token; the tokens themselves are known to nobody here. */
export function tokenList(connections: SeenConnection[], now: Date): string {
  if (connections.length === 0) return 'No identity provider is connected. Connect one with: usher connect'
  return connections
    .flatMap(({ name, connector, tokens, clients }, at) => [
      ...(at > 0 ? [''] : []),
      `${name} (${connector})`,
      ...(tokens.length + clients.length === 0
        ? [`  Nobody can speak for it: make a token with: usher tokens issue "${name}"`]
        : columns(
            [['TOKEN', 'MADE', 'LAST USED', 'ENDS', 'ALLOWS', 'ID'], ...rows(tokens, clients, now)],
            '  ',
          )),
      ...[...tokens, ...clients].flatMap(knownOutside),
    ])
    .join('\n')
}

const knownOutside = (it: MadeBy<ScimToken | ScimClient>): string[] =>
  it.shutOutMaker
    ? [
        `  ${'beginning' in it ? `${it.beginning}…` : `Client ${it.id}`} was made by ${it.shutOutMaker}, who may not come in any more: ${'beginning' in it ? `usher tokens rotate ${it.beginning}` : 'make a new one and revoke it'}, if they may have kept it.`,
      ]
    : []

const rows = (tokens: ScimToken[], clients: ScimClient[], now: Date): string[][] => [
  ...tokens.map((it) => [
    `${it.beginning}…`,
    ago(it.createdAt, now),
    ago(it.lastUsedAt, now),
    it.expiresAt ? `in ${spanInWords(secondsBetween(now, it.expiresAt))}` : 'never',
    allowed(it.scopes),
    it.id,
  ]),
  ...clients.map((it) => [
    'client',
    ago(it.createdAt, now),
    ago(it.lastUsedAt, now),
    'never',
    `${allowed(it.scopes)}, ${it.tokenMinutes} minutes a token`,
    it.id,
  ]),
]

const once = 'It is shown only here: put it in the provider’s console now.'

export const issuedToken = (name: string, secret: string, expiresAt: Date | null): string =>
  [
    `A token for ${name}. ${once}`,
    '',
    `  ${secret}`,
    '',
    expiresAt ? `It ends at ${day(expiresAt)}.` : 'It works until it is revoked.',
  ].join('\n')

export interface Renewed {
  secret: string
  expiresAt: Date | null
  oldEndsAt: Date
}

export const renewedToken = (name: string, { secret, expiresAt, oldEndsAt }: Renewed, now: Date): string =>
  [
    issuedToken(name, secret, expiresAt),
    oldEndsAt <= now
      ? 'The old one is dead from now on.'
      : `The old one still works until ${day(oldEndsAt)}, in ${spanInWords(secondsBetween(now, oldEndsAt))}.`,
  ].join('\n')

export const revoked = (name: string, what: string): string =>
  `${name} can not use ${what} any more, from this second on.`

export interface Credentials {
  id: string
  secret: string
  tokenUrl: string
  tokenMinutes: number
}

export const issuedClient = (name: string, { id, secret, tokenUrl, tokenMinutes }: Credentials): string =>
  [
    `Credentials for ${name}. The secret is shown only here: put it in the provider’s console now.`,
    '',
    ...columns(
      [
        ['Token URL', tokenUrl],
        ['Client ID', id],
        ['Client secret', secret],
      ],
      '  ',
    ),
    '',
    ...hanging(
      '',
      `Each token that it fetches lives ${tokenMinutes} minutes. The grant is client credentials.`,
    ),
  ].join('\n')
