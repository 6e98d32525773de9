import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import pg from 'pg'
import { later } from './later.ts'

/**
 * A pooler by transactions, as PgBouncer is one in that mode without prepared statements: whoever speaks gets a
 * connection to Postgres until their transaction is over, and the next time another one. What somebody left on theirs
 * they do not find again, and nobody is woken. It speaks as much of Postgres' protocol as it takes to know when a
 * transaction is over.
 */
export class Pooler {
  readonly url: string
  /** How often a connection to Postgres was handed out. */
  handedOut = 0
  readonly #clients = new Set<Socket>()
  readonly #idle: Backend[]
  readonly #waiting: ((backend: Backend) => void)[] = []

  private constructor(to: string, server: Server, backends: Backend[]) {
    this.#idle = backends
    this.url = Object.assign(new URL(to), { port: `${(server.address() as AddressInfo).port}` }).href
    server.on('connection', (socket) => this.#greet(socket))
  }

  static async before(url: string, connections = 6): Promise<Pooler> {
    const backends = await Promise.all(Array.from({ length: connections }, () => Backend.to(url)))
    const server = createServer({ noDelay: true })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const pooler = new Pooler(url, server, backends)
    later(async () => {
      for (const it of pooler.#clients) it.destroy()
      for (const it of backends) it.close()
      await new Promise((done) => server.close(done))
    })
    return pooler
  }

  /** The one that has rested longest: with two of them, nobody gets the same one twice running. */
  #take(use: (backend: Backend) => void): void {
    const backend = this.#idle.shift()
    if (backend) use(backend)
    else this.#waiting.push(use)
  }

  #giveBack(backend: Backend): void {
    backend.hear = () => {}
    const next = this.#waiting.shift()
    if (next) next(backend)
    else this.#idle.push(backend)
  }

  #greet(socket: Socket): void {
    this.#clients.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => this.#clients.delete(socket))
    let said: Buffer = Buffer.alloc(0)
    const read = (part: Buffer) => {
      said = Buffer.concat([said, part])
      if (said.length < 8 || said.length < said.readInt32BE(0)) return
      const [length, code] = [said.readInt32BE(0), said.readInt32BE(4)]
      const startup = said.subarray(8, length).toString().split('\0')
      said = said.subarray(length)
      if (code === SSL_REQUEST) return void socket.write('N')
      socket.off('data', read)
      const unknown = startup.filter((it, at) => at % 2 === 0 && it !== '' && !known.has(it))
      if (code !== PROTOCOL_3 || unknown.length > 0)
        return void socket.end(refusal(`unsupported startup parameter: ${unknown}`))
      socket.write(Buffer.concat([message('R', int32(0)), message('K', int32(1), int32(1)), READY]))
      this.#serve(socket)
    }
    socket.on('data', read)
  }

  #serve(socket: Socket): void {
    let backend: Backend | null = null
    /** Said and not answered yet. */
    let asked = 0
    let kept: Buffer[] = []
    const hear = (type: string, bytes: Buffer) => {
      socket.write(bytes)
      if (type !== 'Z') return
      asked -= 1
      const isOver = bytes[5] === IDLE && asked === 0
      if (!isOver || !backend) return
      const done = backend
      backend = null
      this.#giveBack(done)
    }
    const link = (given: Backend) => {
      this.handedOut += 1
      backend = given
      given.hear = hear
      for (const it of kept.splice(0)) given.say(it)
    }
    const frames = new Frames((type, bytes) => {
      if (type === 'X') return void socket.end()
      if (type === 'Q' || type === 'S') asked += 1
      if (backend) return backend.say(bytes)
      kept = [...kept, bytes]
      if (kept.length === 1) this.#take(link)
    })
    socket.on('data', (part) => frames.read(part as Buffer))
    socket.on('close', () => {
      // Gone in the middle of something: what they had begun is taken back.
      if (!backend) return
      const left = backend
      backend = null
      left.hear = (type, bytes) => type === 'Z' && bytes[5] === IDLE && this.#giveBack(left)
      left.say(message('Q', Buffer.from('rollback\0')))
    })
  }
}

/** A connection to Postgres: pg finds the way in, after which we speak ourselves. */
class Backend {
  hear: (type: string, bytes: Buffer) => unknown = () => {}
  readonly #stream: Socket

  private constructor(stream: Socket) {
    this.#stream = stream
    const frames = new Frames((type, bytes) => this.hear(type, bytes))
    stream.removeAllListeners('data')
    stream.on('data', (part) => frames.read(part as Buffer))
  }

  static async to(url: string): Promise<Backend> {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {})
    await client.connect()
    return new Backend((client as unknown as { connection: { stream: Socket } }).connection.stream)
  }

  say(bytes: Buffer): void {
    this.#stream.write(bytes)
  }

  close(): void {
    this.#stream.destroy()
  }
}

/** Bytes as they come, cut into messages of the protocol. */
class Frames {
  #left: Buffer = Buffer.alloc(0)
  readonly #whole: (type: string, bytes: Buffer) => void

  constructor(whole: (type: string, bytes: Buffer) => void) {
    this.#whole = whole
  }

  read(part: Buffer): void {
    this.#left = Buffer.concat([this.#left, part])
    while (this.#left.length >= 5 && this.#left.length > this.#left.readInt32BE(1)) {
      const end = this.#left.readInt32BE(1) + 1
      const bytes = this.#left.subarray(0, end)
      this.#left = this.#left.subarray(end)
      this.#whole(String.fromCharCode(bytes[0] ?? 0), bytes)
    }
  }
}

const SSL_REQUEST = 80_877_103
const PROTOCOL_3 = 196_608
const IDLE = 'I'.charCodeAt(0)
/** What PgBouncer lets through; it refuses whoever asks for anything else as they come in. */
const known = new Set(['user', 'database', 'application_name', 'client_encoding', 'DateStyle', 'TimeZone'])

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}
const message = (type: string, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts)
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body])
}
const READY = message('Z', Buffer.from('I'))
const refusal = (words: string): Buffer => message('E', Buffer.from(`SFATAL\0C08P01\0M${words}\0\0`))
