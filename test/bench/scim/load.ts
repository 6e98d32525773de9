import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface, type Interface } from 'node:readline'

export interface Asking {
  method: string
  /** Below the address of whoever is asked. */
  path: string
  body?: unknown
}

/** A request; after a search, what is asked once somebody was found (their id for `:id`), or nobody was. */
export interface Chain extends Asking {
  next?: { found: Asking; missing: Asking }
}

export interface Target {
  url: string
  headers: Record<string, string>
}

export interface Ran {
  ms: number
  /** How many answers of each status there were. */
  statuses: Record<string, number>
}

/** Whoever asks, in a process of their own. */
export class Load {
  readonly #child: ChildProcess
  readonly #lines: AsyncIterator<string>
  readonly #reader: Interface

  constructor() {
    this.#child = spawn(process.execPath, [`${import.meta.dirname}/load.mjs`], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    this.#reader = createInterface({ input: this.#child.stdout as NodeJS.ReadableStream })
    this.#lines = this.#reader[Symbol.asyncIterator]()
  }

  async run(target: Target, chains: Chain[], atOnce: number): Promise<Ran> {
    this.#child.stdin?.write(
      `${JSON.stringify({ atOnce, chains: chains.map((it) => chained(target, it)) })}\n`,
    )
    const { value, done } = await this.#lines.next()
    if (done) throw new Error('Whoever asks is gone')
    return JSON.parse(value)
  }

  close(): void {
    this.#reader.close()
    this.#child.kill()
  }
}

const written = ({ url, headers }: Target, { method, path, body }: Asking) => ({
  method,
  url: url + path,
  headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }) },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
})

const chained = (target: Target, { next, ...first }: Chain) => ({
  ...written(target, first),
  ...(next ? { next: { found: written(target, next.found), missing: written(target, next.missing) } } : {}),
})
