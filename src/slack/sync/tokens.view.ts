import { type ScimClient, type ScimToken, type Scope, scopes } from '../../domain/connection.ts'
import { listInWords } from '../../domain/plain-words.ts'
import type { MadeBy, SeenConnection } from '../../usecases/connections/list-connections.ts'
import {
  actions,
  type Block,
  button,
  context,
  divider,
  type Modal,
  menu,
  modal,
  safe,
  section,
} from '../blocks.ts'
import { moment, relative } from '../moments.ts'
import { saidBlocks } from './connection.view.ts'
import { isSoon, usedWords } from './health.view.ts'

export interface TokensSeen {
  connection: SeenConnection
  now: Date
  limits: { tokens: number; clients: number }
  said?: string
}

/** What is known of each: the secrets themselves are known to nobody here. */
export const tokensModal = ({ connection: it, now, limits, said }: TokensSeen): Modal =>
  modal({
    title: 'Tokens',
    metadata: { connection: it.id },
    blocks: [
      ...saidBlocks(said),
      section(`By these *${safe(it.name)}* is let in. Whoever holds one can do what it allows.`),
      ...(it.tokens.length > 0
        ? it.tokens.map((token) => tokenRow(token, now))
        : [section('_There is no token._')]),
      ...(it.clients.length > 0
        ? [divider, section('*OAuth clients*: the provider fetches tokens itself')]
        : []),
      ...it.clients.map((client) => clientRow(client, now)),
      actions(
        ...(it.tokens.length < limits.tokens ? [button('New token', 'connection.issue-token', it.id)] : []),
        ...(it.clients.length < limits.clients
          ? [button('New OAuth client', 'connection.issue-client', it.id)]
          : []),
        button('« Back', 'connection.open', it.id),
      ),
      context(
        'To change a token without a gap, renew it: the old one still works while you put the new one in.',
      ),
    ],
  })

const tokenRow = (it: MadeBy<ScimToken>, now: Date): Block =>
  section(
    [
      `\`${it.beginning}…\`${it.replacedById ? ' · a newer one has taken its place' : ''}`,
      `Made ${moment(it.createdAt)} · ${usedWords(it.lastUsedAt, now)} · ${ends(it.expiresAt, now)}`,
      `Allows ${allowed(it.scopes)}`,
      ...knownOutside(it.shutOutMaker, 'Renew it'),
    ].join('\n'),
    menu('token.menu', [
      ...(it.replacedById ? [] : [{ text: 'Renew', action: 'connection.rotate-token', value: it.id }]),
      { text: 'Revoke', action: 'connection.revoke-token', value: it.id },
    ]),
  )

const clientRow = (it: MadeBy<ScimClient>, now: Date): Block =>
  section(
    [
      `\`${it.id}\``,
      `Made ${moment(it.createdAt)} · ${usedWords(it.lastUsedAt, now)} · each token lives ${it.tokenMinutes} minutes`,
      `Allows ${allowed(it.scopes)}`,
      ...knownOutside(it.shutOutMaker, 'Make a new one and revoke this'),
    ].join('\n'),
    button('Revoke', 'connection.revoke-client', it.id),
  )

/** A token speaks for its connection and does not die with whoever made it: a nightly sync would stop with them. */
const knownOutside = (maker: string | null, remedy: string): string[] =>
  maker
    ? [`:warning: Made by ${safe(maker)}, who may not come in any more. ${remedy}, if they may have kept it.`]
    : []

function ends(at: Date | null, now: Date): string {
  if (!at) return 'does not end'
  return `${isSoon(at, now) ? ':warning: ' : ''}ends ${moment(at)}, ${relative(at, now)}`
}

export const scopeWords: Record<Scope, string> = {
  'users.read': 'Read people',
  'users.write': 'Make, change and take away people',
  'groups.read': 'Read groups',
  'groups.write': 'Make, fill and take away groups',
}

export const allowed = (granted: readonly Scope[]): string =>
  granted.length === scopes.length
    ? 'everything a provider does'
    : listInWords(granted.map((it) => scopeWords[it].toLowerCase()))
