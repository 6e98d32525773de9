import { execFileSync } from 'node:child_process'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

interface Received {
  from: string
  to: string[]
  source: string
  isSecure: boolean
}

const closers: (() => unknown)[] = []
/** Tests run side by side, so everything opened is closed together at the end. */
export const later = (close: () => unknown): unknown => closers.push(close)
export const closeEverything = (): Promise<unknown> => Promise.all(closers.map((close) => close()))

/** A mail server that takes everything, unless the options say otherwise. */
export async function mailServer(options: SMTPServerOptions = {}) {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 50,
    onAuth: ({ username }, _, callback) => callback(null, { user: username }),
    onData(stream, session, callback) {
      const { mailFrom, rcptTo } = session.envelope
      const chunks: Buffer[] = []
      stream.on('data', (chunk) => chunks.push(chunk))
      stream.on('end', () => {
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map((it) => it.address),
          source: Buffer.concat(chunks).toString(),
          isSecure: session.secure,
        })
        callback(null, '2.0.0 Taken')
      })
    },
    ...options,
  })
  server.on('error', () => {}) // A client that hangs up on us is what half of these tests are about.
  const port = await listening(server.server)
  later(() => new Promise<void>((resolve) => server.close(() => resolve())))
  return { port, received, server }
}

/** A server that says what no library would: `talk` gets every line, and the socket to misbehave with. */
export async function scriptedServer(greeting: string | null, talk: (line: string, socket: Socket) => void) {
  const lines: string[] = []
  const closed: Promise<void>[] = []
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    closed.push(new Promise((resolve) => socket.once('close', () => resolve())))
    socket.on('error', () => {})
    let rest = ''
    socket.on('data', (chunk) => {
      const [last = '', ...whole] = (rest + chunk).split('\r\n').reverse()
      rest = last
      for (const line of whole.reverse()) {
        lines.push(line)
        talk(line, socket)
      }
    })
    if (greeting !== null) socket.write(`${greeting}\r\n`)
  })
  const port = await listening(server)
  later(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { port, lines, allClosed: () => Promise.all(closed) }
}

const listening = (server: Server): Promise<number> =>
  new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  )

/** Not a dependency: where it is missing, the tests that need it are skipped. */
const openssl = process.env.OPENSSL ?? 'openssl'

/** A certificate for localhost, made on the spot: none that is stored stays valid. Null where openssl is missing. */
export function certificate(): { key: string; cert: string } | null {
  try {
    const words =
      'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout - -out -'
    const pem = execFileSync(openssl, words.split(' '), {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [key = '', cert = ''] = pem.split(/(?=-----BEGIN CERTIFICATE)/)
    return { key, cert }
  } catch {
    return null
  }
}
