import type { SetupStep } from '../../../connectors/connector.ts'
import { connectorOf } from '../../../connectors/index.ts'
import { theToken } from '../../../connectors/setup.ts'
import type { Connection } from '../../domain/connection.ts'
import { actions, type Block, button, context, header, type Modal, modal, safe, section } from '../blocks.ts'

/** What to do at the provider, one step a page, as one would tell it to somebody at its console. */
export function stepsModal(
  { id, connector }: Pick<Connection, 'id' | 'connector'>,
  baseUrl: string,
  page: number,
): Modal {
  const steps = connectorOf(connector).steps(baseUrl)
  const at = Math.min(Math.max(0, page), steps.length - 1)
  const step = steps[at]
  return modal({
    title: 'Set-up steps',
    metadata: { steps: id },
    blocks: [
      ...(step ? stepBlocks(step, at, steps.length) : []),
      actions(
        ...(at > 0 ? [button('« Back', 'connection.steps#back', `${id} ${at - 1}`)] : []),
        ...(at < steps.length - 1
          ? [button('Next step »', 'connection.steps#next', `${id} ${at + 1}`, { style: 'primary' })]
          : []),
      ),
    ].filter((it) => it.type !== 'actions' || it.elements.length > 0),
  })
}

const stepBlocks = (step: SetupStep, at: number, of: number): Block[] => [
  header(`${at + 1}. ${step.title}`),
  context(`Step ${at + 1} of ${of}`),
  section(lines(step.lines.map((it) => safe(it)))),
  ...part('Enter', step.paste, ({ field, value }) => `*${safe(field)}*: ${valueInWords(value)}`),
  ...part(
    'Map',
    step.map,
    ({ from, to, note }) => `${safe(from)} → \`${to}\`${note ? ` (${safe(note)})` : ''}`,
  ),
  ...part('Switch', step.switches, ({ name, set, why }) => `*${safe(name)}*: ${set}. ${safe(why)}`),
  ...part(':warning: Mind', step.pitfalls, (it) => safe(it)),
]

const valueInWords = (value: string): string =>
  value === theToken ? 'the token that was shown, or a new one from *Tokens*' : `\`${value}\``

const part = <T>(title: string, items: readonly T[] | undefined, inWords: (it: T) => string): Block[] =>
  items && items.length > 0 ? [section(`*${title}*\n${lines(items.map(inWords))}`)] : []

const lines = (all: readonly string[]): string => all.map((it) => `• ${it}`).join('\n')
