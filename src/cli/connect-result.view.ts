import type { SetupStep } from '../../connectors/connector.ts'
import { theToken } from '../../connectors/setup.ts'
import { hanging } from './paragraphs.ts'

export interface Connected {
  name: string
  organizationName: string
  baseUrl: string
  token: string
  steps: readonly SetupStep[]
}

/** What to do at the provider, as one would tell it to somebody who sits at its console. */
export const connectResult = ({ name, organizationName, baseUrl, token, steps }: Connected): string =>
  [
    `${name} is connected to ${organizationName}.`,
    '',
    `  Base URL  ${baseUrl}`,
    `  Token     ${token}`,
    '',
    ...hanging(
      '',
      'The token is shown only here, and works until it is revoked: usher tokens list shows what is known of it. Put both in the provider’s console, step by step:',
    ),
    ...unreachable(baseUrl),
    ...steps.flatMap((step, at) => ['', ...stepInWords(step, at + 1)]),
  ].join('\n')

/** A provider in the cloud does not reach the machine somebody tries Usher on. */
function unreachable(baseUrl: string): string[] {
  const { protocol, hostname } = new URL(baseUrl)
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  if (protocol === 'https:' && !isHere) return []
  const why = isHere
    ? 'no provider in the cloud reaches this machine by that address'
    : 'most providers want HTTPS'
  return ['', ...hanging('Mind: ', `${why}. Set PUBLIC_URL to the address they reach Usher by.`)]
}

function stepInWords(step: SetupStep, number: number): string[] {
  const below = '     '
  return [
    `${number}. ${step.title}`,
    ...step.lines.flatMap((line) => hanging('   - ', line)),
    ...part('Enter', step.paste, ({ field, value }) =>
      hanging(below, `${field}: ${value === theToken ? 'the token above' : value}`),
    ),
    ...part('Map', step.map, ({ from, to, note }) =>
      hanging(below, `${to} ← ${from}${note ? ` (${note})` : ''}`),
    ),
    ...part('Switch', step.switches, ({ name, set, why }) =>
      hanging(`${below}${set.padEnd(4)}`, `${name}: ${why}`),
    ),
    ...part('Mind', step.pitfalls, (it) => hanging(`${below}! `, it)),
  ]
}

function part<T>(title: string, items: readonly T[] | undefined, inWords: (it: T) => string[]): string[] {
  return items && items.length > 0 ? [`   ${title}:`, ...items.flatMap(inWords)] : []
}
