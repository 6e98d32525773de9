import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { later } from './later.ts'

type Heard =
  | { status: number; headers: IncomingMessage['headers']; body: Buffer }
  | 'nobody there'
  | 'cut off'

/**
 * What stands in front of several instances: each request goes to the next of them, whoever asks. One that is not there
 * is passed over; what one was doing when it died is answered with 502, for nobody knows whether it was done.
 */
export class Balancer {
  readonly url: string
  readonly port: number
  /** Who is behind it: http://localhost:port */
  behind: string[] = []
  #turn = 0

  private constructor(port: number) {
    this.port = port
    this.url = `http://localhost:${port}`
  }

  static async start(): Promise<Balancer> {
    const server: Server = createServer((asked, answer) => void balancer.#pass(asked, answer))
    await new Promise<void>((ready) => server.listen(0, () => ready()))
    const balancer = new Balancer((server.address() as AddressInfo).port)
    later(() => {
      server.close()
      server.closeAllConnections()
    })
    return balancer
  }

  async #pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await whole(asked).catch(() => null)
    if (!body) return
    for (const _ of this.behind) {
      const heard = await ask(this.#next(), asked, body)
      if (heard === 'nobody there') continue
      if (heard === 'cut off') return void answer.writeHead(502).end('Bad gateway')
      return void answer.writeHead(heard.status, heard.headers).end(heard.body)
    }
    answer.writeHead(503, { 'retry-after': '1' }).end('Nobody is there')
  }

  #next(): string {
    this.#turn = (this.#turn + 1) % this.behind.length
    return this.behind[this.#turn] ?? ''
  }
}

/** On a line of its own: whoever is killed has no other request on it. */
function ask(to: string, { url, method = 'GET', headers, socket }: IncomingMessage, body: Buffer) {
  return new Promise<Heard>((done) => {
    const forwarded = { ...headers, connection: 'close', 'x-forwarded-for': socket.remoteAddress ?? '' }
    const asking = request(`${to}${url}`, { method, headers: forwarded, agent: false }, (answer) => {
      whole(answer).then(
        (text) =>
          done({ status: answer.statusCode ?? 502, headers: withoutLine(answer.headers), body: text }),
        () => done('cut off'),
      )
    })
    asking.once('error', ({ code }: NodeJS.ErrnoException) =>
      done(code === 'ECONNREFUSED' ? 'nobody there' : 'cut off'),
    )
    asking.end(body)
  })
}

const withoutLine = ({ connection: _, 'transfer-encoding': __, ...headers }: IncomingMessage['headers']) =>
  headers

async function whole(said: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of said) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
