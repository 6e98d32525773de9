import { countInWords } from '../domain/plain-words.ts'
import { endConnection } from '../usecases/connections/end-connection.ts'
import { listConnections } from '../usecases/connections/list-connections.ts'
import { operatorIn } from './acting.ts'
import { connectionMeant } from './meant.ts'
import { type Read, readWords, WrongWords } from './words.ts'

export const disconnectUsage = 'usher disconnect CONNECTION --confirm [--organization O]'

const options = { confirm: { type: 'boolean' }, organization: { type: 'string' } } as const

export function readDisconnect(words: string[]): Read {
  const { values, positionals } = readWords(words, options, disconnectUsage)
  const [which, ...more] = positionals
  if (which === undefined || more.length > 0)
    throw new WrongWords(`Which connection? Give its name in quotes.\n\n${disconnectUsage}`)
  return {
    run: async ({ ctx }) => {
      const { acting } = await operatorIn(ctx, values.organization)
      const { id, name, people, teams } = connectionMeant(await listConnections(acting), which)
      const held = `${countInWords(people, 'person', 'people')} and ${countInWords(teams, 'team')}`
      if (!values.confirm)
        return {
          text: [
            `${name} keeps ${held} in step. When it is disconnected, its tokens die at once; its people and teams stay,`,
            'with the roles they have, and are changed by hand from then on. Whoever is suspended stays suspended.',
            '',
            `If that is what you mean: usher disconnect "${name}" --confirm`,
          ].join('\n'),
          json: { error: 'unconfirmed', connectionId: id, people, teams },
          isRefused: true,
        }
      await endConnection(acting, id)
      return {
        text: `${name} is disconnected. Its tokens are dead; ${held} stay as they are, and are yours to change.`,
        json: { connectionId: id, people, teams },
      }
    },
  }
}
