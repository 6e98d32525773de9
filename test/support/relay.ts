import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { Transform } from 'node:stream'
import { later } from './later.ts'

/** A piece of network between Usher and its database, which can be cut, slowed, or stand still for a while. */
export class Relay {
  readonly url: string
  #to: URL
  readonly #port: number
  readonly #sockets = new Set<Socket>()
  #server: Server
  #isStill = false
  #delayMs = 0
  readonly #pairs = new Map<Socket, Transform>()

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

  /** Whoever comes from now on is led there. */
  leadTo(url: string): void {
    this.#to = new URL(url)
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
    for (const [near, road] of this.#pairs) near.unpipe(road).pause()
  }

  flow(): void {
    if (!this.#isStill) return
    this.#isStill = false
    for (const [near, road] of this.#pairs) near.pipe(road)
  }

  /** Each thing said to the database arrives so much later from now on; 0: as fast as ever. */
  slow(ms: number): void {
    this.#delayMs = ms
  }

  #pass(near: Socket): void {
    const far = connect(Number(this.#to.port), this.#to.hostname)
    const road = new Transform({
      transform: (said, _, done) => {
        if (this.#delayMs > 0) setTimeout(() => done(null, said), this.#delayMs)
        else done(null, said)
      },
    })
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
    this.#pairs.set(near, road)
    far.pipe(near)
    road.pipe(far)
    if (!this.#isStill) near.pipe(road)
  }
}

const listening = (port: number): Promise<Server> =>
  new Promise((ready, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(port, '127.0.0.1', () => ready(server))
  })
