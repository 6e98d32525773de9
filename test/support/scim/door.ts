import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { pino } from 'pino'
import { flagChoices } from '../../../connectors/flag-choices.ts'
import { callerOf } from '../../../src/caller.ts'
import type { Scope } from '../../../src/domain/connection.ts'
import { openScim, type ScimDoor } from '../../../src/scim/router.ts'
import {
  type ConnectionChange,
  changeConnection,
} from '../../../src/usecases/connections/change-connection.ts'
import { createConnection } from '../../../src/usecases/connections/create-connection.ts'
import { issueToken } from '../../../src/usecases/connections/issue-token.ts'
import type { Context, Outside } from '../../../src/usecases/context.ts'
import { serverOf } from '../../../src/web/server-of.ts'
import { type House, openHouse } from '../house.ts'
import { Caller } from './caller.ts'

/** What is around the door, where a test needs it otherwise. */
interface Opening {
  trustProxy?: number
  around?(outside: Outside): Outside
}

interface Wishes extends Omit<ConnectionChange, 'version'> {
  connector?: string
  name?: string
  ceiling?: string
  scopes?: Scope[]
}

/** A house whose door for providers stands open on a port of its own, mounted as main mounts it. */
export class ScimHouse {
  readonly house: House
  readonly owner: Context
  readonly url: string
  /** Every line that was logged, as it was written. */
  readonly log: string[]
  readonly #server: Server
  readonly #door: ScimDoor
  #connections = 0
  readonly #wall: { seconds: number }

  constructor(house: House, owner: Context, opened: Opened) {
    this.house = house
    this.owner = owner
    this.url = opened.url
    this.log = opened.log
    this.#server = opened.server
    this.#door = opened.door
    this.#wall = opened.wall
  }

  /** Moves the clock on the wall, by which a token is believed for a second. */
  wait(seconds: number): void {
    this.#wall.seconds += seconds
  }

  /** A provider that was connected, with a token of its own. */
  async connect(wishes: Wishes = {}, by = this.owner): Promise<Caller> {
    const { connector = 'generic', name, ceiling = 'manager', scopes, ...change } = wishes
    this.#connections++
    const made = await createConnection(by, {
      connector,
      name: name ?? `Provider ${this.#connections}`,
      ceiling,
    })
    const { id, version } = made.connection
    await changeConnection(by, id, { version, ...change }, flagChoices)
    const token = scopes ? await issueToken(by, id, { scopes }) : made.token
    return new Caller(this.url, token.secret, { connectionId: id, tokenId: token.id })
  }

  /** What was told of requests has reached the database. */
  flush(): Promise<void> {
    return this.#door.flush()
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((closed) => this.#server.close(closed))
    await this.#door.flush()
    await this.house.close()
  }
}

export async function openScimHouse(opening: Opening = {}): Promise<ScimHouse> {
  const house = await openHouse()
  const { owner } = await house.organization()
  return new ScimHouse(house, owner, await openDoor(house, opening))
}

interface Opened {
  url: string
  log: string[]
  server: Server
  door: ScimDoor
  wall: { seconds: number }
}

async function openDoor(house: House, { trustProxy, around = (it) => it }: Opening): Promise<Opened> {
  const log: string[] = []
  const wall = { seconds: 0 }
  const web = express()
  web.disable('x-powered-by')
  if (trustProxy !== undefined) web.set('trust proxy', trustProxy)
  const door = openScim({
    begin: (trace) => around({ ...house.outside(), trace }),
    callerOf: (req) => callerOf(req, web.get('trust proxy fn')),
    publicUrl: house.publicUrl,
    wallClock: () => wall.seconds * 1_000,
    log: pino({ level: 'trace' }, { write: (line: string) => log.push(line) }),
  })
  web.use((_req, res) => void res.status(404).send('another door'))
  const server = serverOf(web, (req, res) => door.answer(req, res) || web(req, res), {
    maxHeaderSize: 65_536,
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, log, server, door, wall }
}
