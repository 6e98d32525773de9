import { connectorOf } from '../../../connectors/index.ts'
import { baseUrlOf } from '../../domain/connection.ts'
import { countInWords } from '../../domain/plain-words.ts'
import type { SeenConnection } from '../../usecases/connections/list-connections.ts'
import {
  actions,
  type Block,
  button,
  context,
  divider,
  fields,
  header,
  type Modal,
  menu,
  modal,
  safe,
  section,
} from '../blocks.ts'
import { moment } from '../moments.ts'
import { flagLines } from './flag-words.ts'
import { healthLines } from './health.view.ts'

const DRY_RUN = ':test_tube: dry run'

/** One connection in the list: what it is, what it holds, how it does. */
export const connectionRow = (it: SeenConnection, now: Date): Block[] => [
  section(
    [
      `*${safe(it.name)}* · ${connectorOf(it.connector).name}${it.isDryRun ? ` · ${DRY_RUN}` : ''}`,
      `${holds(it)} · gives at most *${safe(it.ceiling.name)}*`,
      ...healthLines(it, now),
    ].join('\n'),
    menu('connection.menu', [
      { text: 'Details', action: 'connection.open', value: it.id },
      { text: 'Exchanges', action: 'connection.exchanges', value: it.id },
      { text: 'Teams and their roles', action: 'connection.teams', value: it.id },
      { text: 'Tokens', action: 'connection.tokens', value: it.id },
      { text: 'Settings', action: 'connection.settings', value: it.id },
    ]),
  ),
  divider,
]

export const holds = ({ people, teams }: Pick<SeenConnection, 'people' | 'teams'>): string =>
  `${countInWords(people, 'person', 'people')} · ${countInWords(teams, 'team')}`

export interface DetailsSeen {
  connection: SeenConnection
  publicUrl: string
  now: Date
  /** What has just been done. */
  said?: string
}

/** Everything of one connection, and everything that can be done with it. */
export function connectionModal({ connection: it, publicUrl, now, said }: DetailsSeen): Modal {
  const lines = flagLines(it)
  return modal({
    title: 'Connection',
    metadata: { connection: it.id },
    blocks: [
      ...saidBlocks(said),
      header(it.name),
      context(
        `${connectorOf(it.connector).name}${it.isDryRun ? ` · ${DRY_RUN}: it is answered as if, and nothing changes` : ''} · connected ${moment(it.createdAt)}`,
      ),
      section(healthLines(it, now).join('\n')),
      ...(it.endedAt ? [] : [actions(...ways(it))]),
      divider,
      fields([
        ['Base URL', `\`${baseUrlOf(publicUrl)}\``],
        ['Looks after', holds(it)],
        ['Gives at most', `*${safe(it.ceiling.name)}*`],
        ['New people become', it.defaultRole ? safe(it.defaultRole.name) : 'what the organization gives'],
        ['Letter of welcome', it.sendsWelcome ? 'yes' : 'no: single sign-on lets them in'],
        ['Speaks from', it.networks.length > 0 ? safe(it.networks.join(', ')) : 'anywhere'],
        ['Tokens', tokensOf(it)],
        ['Open questions', String(it.openQuestions)],
      ]),
      ...(lines.length > 0 ? [section(`*Read otherwise than usual*\n${lines.join('\n')}`)] : []),
    ],
  })
}

export const saidBlocks = (said: string | undefined): Block[] =>
  said ? [section(`:white_check_mark: ${safe(said)}`)] : []

const tokensOf = ({ tokens, clients }: SeenConnection): string =>
  [
    countInWords(tokens.length, 'token'),
    ...(clients.length > 0 ? [countInWords(clients.length, 'OAuth client')] : []),
  ].join(', ')

const ways = ({ id }: SeenConnection) => [
  button('Exchanges', 'connection.exchanges', id),
  button('Teams and their roles', 'connection.teams', id),
  button('Tokens', 'connection.tokens', id),
  button('Settings', 'connection.settings', id),
  button('Set-up steps', 'connection.steps', id),
  button('Disconnect', 'connection.disconnect', id, { style: 'danger' }),
]

/** Back to what the connection is, in the same modal. */
export const backTo = (id: string): Block => actions(button('« Back', 'connection.open', id))
