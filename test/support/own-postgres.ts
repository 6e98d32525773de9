import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmbeddedDatabase, startEmbedded } from '../../src/db/embedded/server.ts'
import { processesIn } from './embedded-app.ts'
import { later } from './later.ts'
import { Relay } from './relay.ts'
import { until } from './until.ts'

/** A Postgres that one test has for itself: it may end, or be killed, and comes back at the same address with all it had. */
export class OwnPostgres {
  readonly #dataDir: string
  readonly #relay: Relay
  #server: EmbeddedDatabase

  private constructor(dataDir: string, server: EmbeddedDatabase, relay: Relay) {
    this.#dataDir = dataDir
    this.#server = server
    this.#relay = relay
  }

  static async start(): Promise<OwnPostgres> {
    const dataDir = await mkdtemp(join(tmpdir(), 'usher-own-'))
    const server = await serve(dataDir)
    const it = new OwnPostgres(dataDir, server, await Relay.to(server.url))
    later(async () => {
      await it.end()
      await rm(dataDir, { recursive: true, force: true })
    })
    return it
  }

  get url(): string {
    return this.#relay.url
  }

  /** Everybody on it is sent away. */
  end(): Promise<void> {
    return this.#server.stop()
  }

  /** As when memory runs out. */
  async kill9(): Promise<void> {
    if (process.platform === 'linux') {
      for (const pid of processesIn(this.#dataDir)) process.kill(pid, 'SIGKILL')
      await until('Postgres is dead', () => processesIn(this.#dataDir).length === 0)
    }
    await this.end()
  }

  async startAgain(): Promise<void> {
    this.#server = await serve(this.#dataDir)
    this.#relay.leadTo(this.#server.url)
  }
}

/** Durable, or what was committed just before a kill would be gone. */
const serve = (dataDir: string): Promise<EmbeddedDatabase> =>
  startEmbedded({ dataDir, durable: true, heldFor: 'the tests' })
