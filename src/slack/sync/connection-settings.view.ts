import type { Flags } from '../../../connectors/connector.ts'
import { connectorOf } from '../../../connectors/index.ts'
import type { Connection } from '../../domain/connection.ts'
import type { SeenConnection } from '../../usecases/connections/list-connections.ts'
import {
  actions,
  type Block,
  button,
  context,
  divider,
  input,
  type Modal,
  modal,
  safe,
  section,
  select,
  textInput,
} from '../blocks.ts'
import { choiceOf, chooser } from '../choosers.ts'
import { checkboxes } from '../inputs.ts'
import { ceilingHint, ceilingSelect, NAME } from './connect.view.ts'
import { backTo, holds } from './connection.view.ts'
import { choiceAt, flagNames, flagsOf, flagWords } from './flag-words.ts'

/** The organization's default role. */
export const DEFAULT = 'default'

export const flagBlock = (flag: keyof Flags): string => `flag ${flag}`

interface Named {
  id: string
  name: string
}

export interface SettingsSeen {
  connection: SeenConnection
  /** What whoever asks may give. */
  ceilings: Named[]
  /** Of these, what the ceiling allows. */
  defaults: Named[]
}

export const settingsForm = ({ connection: it, ceilings, defaults }: SettingsSeen): Modal =>
  modal({
    title: 'Connection settings',
    form: 'connection.settings',
    submit: 'Save',
    metadata: { connection: it.id, version: String(it.version), connector: it.connector },
    blocks: [
      input('name', 'Name', textInput('name', { initial: it.name, max: NAME })),
      input('does', 'When it speaks', checkboxes('does', doings, doingNow(it)), {
        isOptional: true,
        hint: 'What a dry run would have changed stands under Exchanges.',
      }),
      input('ceiling', 'It gives at most', ceilingSelect(withNow(ceilings, it.ceiling), it.ceiling.id), {
        hint: ceilingHint,
      }),
      defaultInput(it, defaults),
      input(
        'networks',
        'It speaks from',
        textInput('networks', {
          initial: it.networks.join('\n'),
          isMultiline: true,
          placeholder: '203.0.113.0/24',
        }),
        { isOptional: true, hint: 'Addresses or ranges, one a line. Left empty: from anywhere.' },
      ),
      divider,
      section(
        `*How it is read.* As it stands, this is what ${safe(connectorOf(it.connector).name)} needs: change it only where you know that yours differs.`,
      ),
      ...flagNames.map((flag) => flagInput(flag, it)),
      backTo(it.id),
    ],
  })

const doings = [
  {
    text: 'A letter of welcome to whoever it makes',
    description: 'With a way in. Off where single sign-on lets them in.',
    value: 'welcome',
  },
  {
    text: 'Dry run: answer as if, and change nothing',
    description: 'To see first what it would do.',
    value: 'dry-run',
  },
]

const doingNow = ({ sendsWelcome, isDryRun }: Connection): string[] => [
  ...(sendsWelcome ? ['welcome'] : []),
  ...(isDryRun ? ['dry-run'] : []),
]

/** What it is set to stands there also where whoever looks could not choose it. */
const withNow = (offered: Named[], now: Named | null): Named[] =>
  !now || offered.some((it) => it.id === now.id) ? offered : [now, ...offered]

function defaultInput({ defaultRole }: SeenConnection, defaults: Named[]): Block {
  const choices = [
    { text: 'What the organization gives', value: DEFAULT },
    ...withNow(defaults, defaultRole).map(choiceOf),
  ]
  const chosen = choices.find((it) => it.value === (defaultRole?.id ?? DEFAULT)) ?? null
  return input('default', 'Whoever it makes becomes', chooser('connection.defaults', choices, { chosen }))
}

function flagInput(flag: keyof Flags, connection: SeenConnection): Block {
  const { label, hint, choices } = flagWords[flag]
  const options = choices.map((text, at) => ({ text, value: String(at) }))
  const chosen = String(choiceAt(flag, flagsOf(connection)))
  return input(flagBlock(flag), label, select(flag, options, { chosen }), { hint })
}

/** Nobody loses access by it, and that is said before the name is asked for. */
export const disconnectForm = (it: SeenConnection): Modal =>
  modal({
    title: 'Disconnect',
    form: 'connection.disconnect',
    submit: 'Disconnect it',
    metadata: { connection: it.id },
    blocks: [
      section(
        [
          `:warning: *${safe(it.name)}* keeps in step: ${holds(it)}.`,
          '• Its tokens die at once, and do not come back.',
          '• Its people and teams stay, with the roles they have, and are changed by hand from then on.',
          '• Nobody loses access; whoever is suspended stays suspended.',
          '• Whoever leaves there later is *not* suspended here any more.',
        ].join('\n'),
      ),
      input('typedName', `Type ${it.name} to disconnect it`, textInput('typedName', { max: NAME })),
      actions(button('« Back', 'connection.open', it.id)),
      context('To try it without changes instead, set *Dry run* in its settings.'),
    ],
  })
