import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { later } from './later.ts'

/** A piece of network between Usher and its database, which can be cut, or stand still for a while. */
export class Relay {
  readonly url: string
  readonly #to: URL
  readonly #port: number
  readonly #sockets = new Set<Socket>()
  #server: Server
  #isStill = false
  readonly #pairs = new Map<Socket, Socket>()

  private constructor(to: URL, server: Server) {
    this.#to = to
    this.#server = server
    this.#port = (server.address() as AddressInfo).port
    this.url = Object.assign(new URL(to), { hostname: '127.0.0.1', port: `${this.#port}` }).href
    server.on('connection', (socket) => this.#pass(socket))
  }

  static async to(url: string): Promise<Relay> {
    const relay = new Relay(new URL(url), await listening(0))
    later(() => relay.cut())
    return relay
  }

  async cut(): Promise<void> {
    if (!this.#server.listening) return
    const closed = new Promise((done) => this.#server.close(done))
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }

  async mend(): Promise<void> {
    this.#server = await listening(this.#port)
    this.#server.on('connection', (socket) => this.#pass(socket))
  }

  /** Everything said to the database waits until it flows again. */
  stall(): void {
    if (this.#isStill) return
    this.#isStill = true
    for (const [near, far] of this.#pairs) near.unpipe(far).pause()
  }

  flow(): void {
    if (!this.#isStill) return
    this.#isStill = false
    for (const [near, far] of this.#pairs) near.pipe(far)
  }

  #pass(near: Socket): void {
    const far = connect(Number(this.#to.port), this.#to.hostname)
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        this.#sockets.delete(socket)
        this.#pairs.delete(near)
        other.destroy()
      })
    }
    this.#pairs.set(near, far)
    far.pipe(near)
    if (!this.#isStill) near.pipe(far)
  }
}

const listening = (port: number): Promise<Server> =>
  new Promise((ready, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(port, '127.0.0.1', () => ready(server))
  })
