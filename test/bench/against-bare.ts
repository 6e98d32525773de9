import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import pg from 'pg'
import type { House } from '../support/house.ts'
import { saidBy } from '../support/plans.ts'

type Work = () => Promise<unknown>

export interface Pair {
  ours: Work
  /** The same work as somebody would write it who needs nothing else: one statement, no rules, no record. */
  bare: (pool: pg.Pool) => Promise<unknown>
  /** Where both go through a server of their own, what they ask of it; otherwise both are put behind plain express. */
  request?: () => Promise<unknown>
  /** Spent in ours on purpose, and taken off: a password hash. */
  minusMs?: number
  rounds?: number
  /** Between two goes, unmeasured. */
  tidy?: Work
}

export interface Measured {
  name: string
  ours: number
  bare: number
  ratio: number
  statements: number
}

export const median = (all: number[]): number =>
  [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0

export async function timed(work: Work): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/**
 * Ours and a bare express with pg, in one process, on one database, in turns: whatever else the machine does falls
 * on both, so the ratio holds where the milliseconds do not.
 */
export class AgainstBare {
  readonly all: Measured[] = []
  readonly #house: House
  readonly #pool: pg.Pool
  readonly #server: Server
  readonly #works = new Map<string, Work>()
  readonly #url: string

  private constructor(house: House, pool: pg.Pool, server: Server, works: Map<string, Work>) {
    this.#house = house
    this.#pool = pool
    this.#server = server
    this.#works = works
    this.#url = `http://localhost:${(server.address() as AddressInfo).port}`
  }

  static async open(house: House): Promise<AgainstBare> {
    const works = new Map<string, Work>()
    const app = express()
    app.get('/:which', async (req, res) => {
      res.json((await works.get(req.params.which)?.()) ?? null)
    })
    const server = createServer(app)
    await new Promise<void>((ready) => server.listen(0, 'localhost', ready))
    return new AgainstBare(house, new pg.Pool({ connectionString: house.url, max: 4 }), server, works)
  }

  async compare(name: string, pair: Pair): Promise<Measured> {
    const { request, minusMs = 0, rounds = 40, tidy = async () => {} } = pair
    this.#works.set('ours', pair.ours)
    this.#works.set('bare', () => pair.bare(this.#pool))
    const ask = (which: string) => async () => (await fetch(`${this.#url}/${which}`)).text()
    const goes = { ours: request ?? ask('ours'), bare: ask('bare') }
    for (let warm = 0; warm < 5; warm++) for (const go of Object.values(goes)) await go().then(tidy)

    const times: { ours: number[]; bare: number[] } = { ours: [], bare: [] }
    for (let round = 0; round < rounds; round++)
      for (const which of round % 2 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const)) {
        times[which].push(await timed(goes[which]))
        await tidy()
      }
    const statements = (await saidBy(this.#house.db, goes.ours)).length
    await tidy()
    return this.#note(name, median(times.ours) - minusMs, median(times.bare), statements)
  }

  #note(name: string, ours: number, bare: number, statements: number): Measured {
    const measured = { name, ours, bare, ratio: ours / bare, statements }
    this.all.push(measured)
    console.log(line(measured))
    return measured
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((closed) => this.#server.close(closed))
    await this.#pool.end()
  }
}

const line = ({ name, ours, bare, ratio, statements }: Measured): string =>
  [
    name.padEnd(52),
    `${ours.toFixed(2)} ms`.padStart(11),
    `${bare.toFixed(2)} ms`.padStart(11),
    `${ratio.toFixed(1)} ×`.padStart(8),
    `${statements} statements`.padStart(15),
  ].join(' ')

/** The same rows as a list shows, by their keys. */
export const byKey =
  (table: string, columns: string, organizationId: string, ids: string[]) =>
  async (pool: pg.Pool): Promise<unknown> =>
    (
      await pool.query(`select ${columns} from ${table} where organization_id = $1 and id = any($2)`, [
        organizationId,
        ids,
      ])
    ).rows
