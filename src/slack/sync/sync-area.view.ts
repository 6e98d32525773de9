import { connectors } from '../../../connectors/index.ts'
import type { CardQuestion } from '../../domain/card.ts'
import { countInWords } from '../../domain/plain-words.ts'
import type { SeenConnection } from '../../usecases/connections/list-connections.ts'
import { actions, type Block, button, context, divider, section, type Words } from '../blocks.ts'
import { fitting } from '../fitting.ts'
import { connectionRow } from './connection.view.ts'
import { questionBlocks } from './question.view.ts'

export interface SyncSeen {
  connections: SeenConnection[]
  /** Null: only an owner may answer them. */
  questions: CardQuestion[] | null
  now: Date
}

/** More stand here once some of these are answered. */
const QUESTIONS = 8

export function syncArea({ connections, questions, now }: SyncSeen): Block[] {
  if (connections.length === 0) return nothing
  return [
    actions(connectButton('Connect another provider')),
    ...askedBlocks(connections, questions),
    divider,
    ...connections.flatMap((it) => connectionRow(it, now)),
    context(
      'What a provider says of somebody is changed there and shown as fixed here. Roles come to its teams under *Teams and their roles*, never above the ceiling.',
    ),
  ]
}

const connectButton = (text: string) => button(text, 'connection.new', '', { style: 'primary' })

const names = Object.values(connectors).flatMap((it) => (it.id === 'generic' ? [] : [it.name]))

/** What it would be good for, and what it would not do. */
const nothing: Block[] = [
  section('*No identity provider is connected.* People come by invitation, which is fine as it is.'),
  section(
    [
      'Where your people stand in a directory already, connect it and it keeps them in step by SCIM:',
      '• whoever joins there has an account here within minutes, with the right name, manager and teams',
      '• whoever leaves there is suspended here at once, their sessions and links with them',
      '• its groups become teams, and a team can give roles, never more than the ceiling you set',
      '• people who are here already are not taken over: an owner is asked whether they are the same',
    ].join('\n'),
  ),
  actions(connectButton('Connect a provider')),
  context(
    `There are steps for ${names.join(', ')}; any other that speaks SCIM 2.0 works too. A dry run shows what would change before anything does.`,
  ),
]

function askedBlocks(connections: SeenConnection[], questions: CardQuestion[] | null): Block[] {
  const open = connections.reduce((sum, it) => sum + it.openQuestions, 0)
  if (open === 0) return []
  if (!questions)
    return [
      context(
        `:grey_question: ${countInWords(open, 'question')} ${open === 1 ? 'waits' : 'wait'} for an owner: whether a provider’s person is somebody who was here before.`,
      ),
    ]
  const rest = questions.length - QUESTIONS
  return [
    divider,
    ...questions.slice(0, QUESTIONS).flatMap((it) => questionBlocks(it)),
    ...(rest > 0 ? [context(`… and ${countInWords(rest, 'question')} more behind these.`)] : []),
  ]
}

/** The same for whoever typed it, to them alone. */
export function syncWords({ connections, now }: Pick<SyncSeen, 'connections' | 'now'>): Words {
  if (connections.length === 0) return { text: 'No identity provider is connected.', blocks: nothing }
  const { blocks, left } = fitting(connections.map((it) => connectionRow(it, now)))
  return {
    text: countInWords(connections.length, 'connection'),
    blocks: [
      ...blocks,
      ...(left > 0 ? [context(`… and ${left} more, all of them on the Home of Usher.`)] : []),
      actions(connectButton('Connect another provider')),
    ],
  }
}
