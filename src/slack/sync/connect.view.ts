import type { Connector } from '../../../connectors/connector.ts'
import { connectorOf } from '../../../connectors/index.ts'
import type { Connection } from '../../domain/connection.ts'
import type { Role } from '../../domain/role.ts'
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
  textInput,
} from '../blocks.ts'
import { choiceOf, chooser } from '../choosers.ts'
import { copied, saidSecret } from './secret.view.ts'

export const NAME = 120

type Offered = Pick<Connector, 'id' | 'name'>

export const chooseProviderForm = (known: Offered[], typed: string): Modal =>
  modal({
    title: 'Connect a provider',
    form: 'connection.choose',
    submit: 'Continue',
    blocks: [
      ...(typed
        ? [
            section(
              `:grey_question: There are no steps for “${safe(typed)}”. If it speaks SCIM 2.0, choose *${safe(connectorOf('generic').name)}*.`,
            ),
          ]
        : []),
      input(
        'connector',
        'Provider',
        select(
          'connector',
          known.map((it) => ({ text: it.name, value: it.id })),
          { placeholder: 'Where your people are kept' },
        ),
        { hint: 'You get the steps for its console, and what it says differently is read as it means it.' },
      ),
    ],
  })

export const nameConnectionForm = (connector: Offered, roles: Pick<Role, 'id' | 'name' | 'key'>[]): Modal =>
  modal({
    title: 'Connect a provider',
    form: 'connection.create',
    submit: 'Connect',
    metadata: { connector: connector.id },
    blocks: [
      section(
        `*${safe(connector.name)}* gets an address and a token of its own. Nothing changes here before it speaks.`,
      ),
      input('name', 'Name', textInput('name', { initial: connector.name, max: NAME }), {
        hint: 'As your people see it: “This person comes from …”.',
      }),
      input(
        'ceiling',
        'It gives at most',
        ceilingSelect(roles, roles.find((it) => it.key === 'manager')?.id),
        {
          hint: ceilingHint,
        },
      ),
    ],
  })

export const ceilingHint =
  'The ceiling. No team of this provider ever gives a role that allows more, whoever holds its token.'

export const ceilingSelect = (roles: { id: string; name: string }[], chosenId: string | undefined) => {
  const choices = roles.map(choiceOf)
  const chosen = choices.find((it) => it.value === chosenId) ?? null
  return chooser('connection.roles', choices, { placeholder: 'Choose a role', chosen })
}

interface Made {
  connection: Pick<Connection, 'id' | 'name' | 'connector'>
  baseUrl: string
  token: string
}

/** Shown this once, to whoever connected it. */
export const connectedModal = ({ connection, baseUrl, token }: Made): Modal =>
  modal({
    title: 'Connected',
    close: 'Done',
    metadata: { made: connection.id },
    blocks: [
      section(`:tada: *${safe(connection.name)}* can be set up now. Put these two into its console:`),
      section('*Base URL*'),
      copied(baseUrl),
      ...saidSecret('Token', token),
      ...unreachable(baseUrl),
      actions(button('Set-up steps', 'connection.steps', connection.id, { style: 'primary' })),
      context(
        `The steps open on top of this, and what ${safe(connectorOf(connection.connector).name)} calls everything stands there. They can be read again later, the token can not.`,
      ),
    ],
  })

/** A provider in the cloud does not reach the machine somebody tries Usher on. */
function unreachable(baseUrl: string): Block[] {
  const { protocol, hostname } = new URL(baseUrl)
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  if (protocol === 'https:' && !isHere) return []
  const why = isHere
    ? 'No provider in the cloud reaches this machine by that address'
    : 'Most providers want HTTPS'
  return [context(`:warning: ${why}: whoever runs Usher sets PUBLIC_URL to the address they reach it by.`)]
}
