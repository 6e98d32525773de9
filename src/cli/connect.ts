import { connectors } from '../../connectors/index.ts'
import { baseUrlOf } from '../domain/connection.ts'
import { createConnection } from '../usecases/connections/create-connection.ts'
import { operatorIn } from './acting.ts'
import { connectResult } from './connect-result.view.ts'
import { type Read, readWords, WrongWords } from './words.ts'

export const connectUsage = 'usher connect CONNECTOR [--name N] [--ceiling ROLE] [--organization O]'

const options = {
  name: { type: 'string' },
  ceiling: { type: 'string' },
  organization: { type: 'string' },
} as const

export function readConnect(words: string[]): Read {
  const { values, positionals } = readWords(words, options, connectUsage)
  const connector = connectorFrom(positionals)
  return {
    run: async ({ ctx }) => {
      const { acting, organization } = await operatorIn(ctx, values.organization)
      const { connection, token } = await createConnection(acting, {
        connector: connector.id,
        name: values.name ?? connector.name,
        ...(values.ceiling === undefined ? {} : { ceiling: values.ceiling }),
      })
      const baseUrl = baseUrlOf(ctx.links.publicUrl)
      const steps = connector.steps(baseUrl)
      const made = {
        name: connection.name,
        organizationName: organization.name,
        baseUrl,
        token: token.secret,
        steps,
      }
      const json = {
        connectionId: connection.id,
        name: connection.name,
        baseUrl,
        tokenId: token.id,
        token: token.secret,
        steps,
      }
      return { text: connectResult(made), json }
    },
  }
}

function connectorFrom([typed, ...more]: string[]) {
  const known = Object.values(connectors)
  const list = known.map((it) => `  ${it.id.padEnd(10)} ${it.name}`).join('\n')
  if (typed === undefined)
    throw new WrongWords(`Connect what? Say which provider it is:\n\n${list}\n\n${connectUsage}`)
  const wanted = typed.toLowerCase()
  const found = known.find((it) => [it.id, it.name.toLowerCase()].includes(wanted))
  if (found && more.length === 0) return found
  const fault = found
    ? `One provider at a time: what is "${more.join(' ')}"? A name goes behind --name.`
    : `There is no connector "${typed}". Any provider that speaks SCIM 2.0 works with generic. There are:\n\n${list}`
  throw new WrongWords(`${fault}\n\n${connectUsage}`)
}
