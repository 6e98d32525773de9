import { type ScimClient, type ScimToken, scopes } from '../../domain/connection.ts'
import { countInWords } from '../../domain/plain-words.ts'
import { DAY, HOUR } from '../../domain/time.ts'
import { ACCESS_MINUTES, TOKEN_LIFE_DAYS } from '../../domain/token-life.ts'
import type { SeenConnection } from '../../usecases/connections/list-connections.ts'
import {
  actions,
  type Block,
  button,
  context,
  input,
  type Modal,
  modal,
  safe,
  section,
  select,
} from '../blocks.ts'
import { checkboxes, dateTimeInput } from '../inputs.ts'
import { moment } from '../moments.ts'
import { copied, saidSecret } from './secret.view.ts'
import { allowed, scopeWords } from './tokens.view.ts'

type Named = Pick<SeenConnection, 'id' | 'name'>

const backToTokens = (id: string): Block => actions(button('« Back', 'connection.tokens', id))

const scopeInput = input(
  'scope',
  'It allows',
  checkboxes(
    'scope',
    scopes.map((it) => ({ text: scopeWords[it], value: it })),
    scopes,
  ),
)

export const issueTokenForm = ({ id, name }: Named): Modal =>
  modal({
    title: 'New token',
    form: 'connection.issue-token',
    submit: 'Make the token',
    metadata: { connection: id },
    blocks: [
      section(`For *${safe(name)}*, beside the tokens it has.`),
      scopeInput,
      input('end', 'Until', dateTimeInput('end', null), {
        isOptional: true,
        hint: `At most ${TOKEN_LIFE_DAYS} days ahead. Left empty, it works until it is revoked. Whoever manages connections is told two weeks, three days and a day before.`,
      }),
      backToTokens(id),
    ],
  })

interface Issued {
  connection: Named
  secret: string
  expiresAt: Date | null
  /** Where it takes the place of another. */
  oldEndsAt?: Date
  now?: Date
}

export const issuedTokenModal = ({ connection, secret, expiresAt, oldEndsAt, now }: Issued): Modal =>
  modal({
    title: oldEndsAt ? 'Token renewed' : 'New token',
    close: 'Done',
    metadata: { connection: connection.id },
    blocks: [
      section(`A token for *${safe(connection.name)}*:`),
      ...saidSecret('Token', secret),
      section(
        [
          expiresAt ? `It ends ${moment(expiresAt)}.` : 'It works until it is revoked.',
          ...(oldEndsAt && now
            ? [
                oldEndsAt > now
                  ? `The old one still works until ${moment(oldEndsAt)}.`
                  : 'The old one is dead from now on.',
              ]
            : []),
        ].join(' '),
      ),
      actions(button('All tokens', 'connection.tokens', connection.id)),
    ],
  })

const overlaps = [
  { text: 'It is dead at once', value: '0' },
  { text: 'It works for another hour', value: String(HOUR) },
  { text: 'It works for another day', value: String(DAY) },
  { text: 'It works for another week', value: String(7 * DAY) },
  { text: 'It works for another 30 days', value: String(30 * DAY) },
]

export const rotateForm = ({ connection, token }: { connection: Named; token: ScimToken }): Modal =>
  modal({
    title: 'Renew token',
    form: 'connection.rotate-token',
    submit: 'Renew it',
    metadata: { connection: connection.id, token: token.id },
    blocks: [
      section(
        `A new token takes the place of \`${token.beginning}…\`. It allows the same (${allowed(token.scopes)}) and lives as long.`,
      ),
      input('overlap', 'The old one', select('overlap', overlaps, { chosen: String(DAY) }), {
        hint: 'For as long as you need to put the new one into the provider’s console.',
      }),
      backToTokens(connection.id),
    ],
  })

interface Revoked {
  connection: Named
  token?: ScimToken
  client?: ScimClient
  /** Ways in that stay. */
  others: number
}

/** Asked before it is done: what stops. */
export const revokeForm = ({ connection, token, client, others }: Revoked): Modal =>
  modal({
    title: token ? 'Revoke token' : 'Revoke client',
    form: 'connection.revoke',
    submit: 'Revoke it',
    metadata: {
      connection: connection.id,
      ...(token ? { token: token.id } : {}),
      ...(client ? { client: client.id } : {}),
    },
    blocks: [
      section(
        [
          token
            ? `\`${token.beginning}…\` is dead from that second on, and does not come back.`
            : 'These credentials, and every token that was fetched with them, are dead from that second on.',
          others > 0
            ? `*${safe(connection.name)}* has ${countInWords(others, 'other way', 'other ways')} in, which go on.`
            : `:warning: *${safe(connection.name)}* has no other: nobody is added, changed or suspended from there any more. Nobody here loses anything by it.`,
        ].join('\n'),
      ),
      backToTokens(connection.id),
    ],
  })

const lives = [60, 120, 240, 360].map((it) => ({
  text: `${it / 60} hour${it > 60 ? 's' : ''}`,
  value: String(it),
}))

export const issueClientForm = ({ id, name }: Named): Modal =>
  modal({
    title: 'New OAuth client',
    form: 'connection.issue-client',
    submit: 'Make the client',
    metadata: { connection: id },
    blocks: [
      section(
        `For a provider that fetches its tokens itself, by client credentials. *${safe(name)}* gets an id and a secret.`,
      ),
      scopeInput,
      input(
        'minutes',
        'Each token lives',
        select('minutes', lives, { chosen: String(ACCESS_MINUTES.usual) }),
      ),
      backToTokens(id),
    ],
  })

interface MadeClient {
  connection: Named
  client: { id: string; secret: string; tokenMinutes: number }
  tokenUrl: string
}

export const issuedClientModal = ({ connection, client, tokenUrl }: MadeClient): Modal =>
  modal({
    title: 'New OAuth client',
    close: 'Done',
    metadata: { connection: connection.id },
    blocks: [
      section(`Credentials for *${safe(connection.name)}*. The grant is client credentials.`),
      section('*Token URL*'),
      copied(tokenUrl),
      section('*Client ID*'),
      copied(client.id),
      ...saidSecret('Client secret', client.secret),
      context(`Each token that it fetches lives ${client.tokenMinutes} minutes.`),
      actions(button('All tokens', 'connection.tokens', connection.id)),
    ],
  })
