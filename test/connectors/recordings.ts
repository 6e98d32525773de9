import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ConnectorId } from '../../connectors/connector.ts'
import type { ScimRequest } from '../../connectors/normalise.ts'

/** One request as a provider sends it, what it means, and what the provider expects to hear. */
export interface Recording {
  file: string
  provider: ConnectorId
  /** The row of the list of oddities that every provider was asked about; null for the RFC's own examples. */
  gotcha: number | null
  says: string
  source: string
  request: Omit<ScimRequest, 'query'> & { query?: ScimRequest['query'] }
  /** Those that act, in the order in which they do. */
  quirks: string[]
  /** What only the provider's own connector understands. */
  generic?: 'leaves it alone'
  /** The parts of the request that are read differently. */
  normalised?: Partial<ScimRequest>
  answer: { status: number[]; says?: string }
}

const here = dirname(fileURLToPath(import.meta.url))

export const recordings: Recording[] = readdirSync(here, { withFileTypes: true })
  .filter((it) => it.isDirectory())
  .flatMap(({ name }) =>
    readdirSync(join(here, name)).map((file) => ({
      ...JSON.parse(readFileSync(join(here, name, file), 'utf8')),
      file: `${name}/${file}`,
      provider: name,
    })),
  )
