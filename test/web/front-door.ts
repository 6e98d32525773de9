import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { pino } from 'pino'
import type { Outside } from '../../src/usecases/context.ts'
import { errorPage, notFoundPage } from '../../src/web/faults.ts'
import { webRouter } from '../../src/web/router.ts'
import type { House } from '../support/house.ts'

export interface FrontDoor {
  url: string
  /** Every line that was logged, as it was written. */
  log: string[]
  close(): Promise<void>
}

export interface Opening {
  hints?: { text: string; href?: string; command?: string }[]
  /** As many proxies stand in front, and say whom they speak for. */
  trustProxy?: number | false
  /** What stands around a use-case: to break it, or to look at its clock. */
  around?(outside: Outside): Outside
}

/** The web door of a house, on a port of its own, mounted as main mounts it. */
export async function openFrontDoor(
  house: House,
  { hints = [], trustProxy = false, around = (it) => it }: Opening = {},
) {
  const log: string[] = []
  const lines = pino({ level: 'trace' }, { write: (line: string) => log.push(line) })
  const web = express()
  web.disable('x-powered-by')
  web.set('trust proxy', trustProxy)
  const server = createServer(web)
  const url = await listen(server)
  const links = { keys: house.keys, publicUrl: url }
  web.use(
    webRouter({
      begin: (trace) => around({ ...house.outside(), trace, links }),
      publicUrl: url,
      formKey: Buffer.alloc(32, 7),
      log: lines,
      welcome: { hints },
    }),
  )
  // Another door, which must find its body unread.
  web.post('/slack/events', async (req, res) => {
    const read: Buffer[] = []
    for await (const part of req) read.push(part)
    res.send(`raw ${Buffer.concat(read).toString()}`)
  })
  web.use(notFoundPage)
  web.use(errorPage(lines))
  const close = async () => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  }
  return { url, log, close } satisfies FrontDoor
}

const listen = (server: Server): Promise<string> =>
  new Promise((ready) => {
    server.listen(0, 'localhost', () => ready(`http://localhost:${(server.address() as AddressInfo).port}`))
  })
