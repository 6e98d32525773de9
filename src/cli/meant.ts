import type { ScimClient, ScimToken } from '../domain/connection.ts'
import { Refusal } from '../domain/refusal.ts'
import type { SeenConnection } from '../usecases/connections/list-connections.ts'
import { WrongWords } from './words.ts'

/** By name or id; by its connector, or by nothing, where that leaves no choice. */
export function connectionMeant(all: SeenConnection[], typed: string | undefined): SeenConnection {
  const wanted = typed?.trim().toLowerCase()
  const named = all.find((it) => it.id === wanted || it.name.toLowerCase() === wanted)
  if (named) return named
  const fitting = wanted === undefined ? all : all.filter((it) => it.connector === wanted)
  const [found, ...others] = fitting
  if (!found) throw new Refusal('not-found', { what: 'connection' })
  if (others.length > 0)
    throw new WrongWords(`Say which connection: ${fitting.map((it) => `"${it.name}"`).join(', ')}.`)
  return found
}

export interface SecretMeant {
  connection: SeenConnection
  token: ScimToken | null
  client: ScimClient | null
}

/** A token by its id or what is shown of it, the whole of it included: whoever found a lost one has nothing else. */
export function secretMeant(
  all: SeenConnection[],
  typed: string,
  among: readonly ('token' | 'client')[],
): SecretMeant {
  const wanted = typed.trim().replace(/(…|\.\.\.)$/, '')
  const fitting = all.flatMap((connection): SecretMeant[] => [
    ...connection.tokens
      .filter((it) => it.id === wanted || (wanted.startsWith('scim_') && isBeginningOf(wanted, it.beginning)))
      .map((token) => ({ connection, token, client: null })),
    ...connection.clients
      .filter((it) => among.includes('client') && it.id === wanted)
      .map((client) => ({ connection, token: null, client })),
  ])
  const [found, ...others] = fitting
  if (!found) throw new Refusal('not-found', { what: 'token' })
  if (others.length > 0)
    throw new WrongWords(
      `${fitting.length} tokens begin like that: give the id that usher tokens list shows.`,
    )
  return found
}

/** What is typed may be cut shorter or be longer than what is shown. */
const isBeginningOf = (typed: string, shown: string): boolean =>
  typed.length >= 8 && (typed.startsWith(shown) || shown.startsWith(typed))
