import { createHash } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Line } from '../workspace/line.ts'
import { tell, type Workspace } from '../workspace/workspace.ts'
import { CLOSE, encode, frameReader, PING, PONG, TEXT } from './frames.ts'

/** RFC 6455, 1.3. */
const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/** Socket Mode: the bot calls in with the ticket of apps.connections.open, and is called back on that line. */
export function acceptSockets(it: Workspace, server: Server): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://slack.test')
    if (!pathname.endsWith('/link')) return
    const isKnown = it.tickets.delete(searchParams.get('ticket') ?? '')
    if (isKnown) open(it, socket, request.headers['sec-websocket-key'] ?? '')
    else socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n')
  })
}

function open(it: Workspace, socket: Duplex, key: string): void {
  const accept = createHash('sha1')
    .update(key + MAGIC)
    .digest('base64')
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  )
  const line: Line = {
    acks: new Map(),
    send: (message) => void socket.write(encode(TEXT, Buffer.from(JSON.stringify(message)))),
    close: () => void socket.end(encode(CLOSE, Buffer.alloc(0))),
  }
  socket.on(
    'data',
    frameReader((opcode, payload) => heard(line, socket, opcode, payload)),
  )
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    it.lines.delete(line)
    tell(it, { what: 'team' })
  })
  it.lines.add(line)
  line.send({
    type: 'hello',
    num_connections: it.lines.size,
    debug_info: { host: 'applink', build_number: 1, approximate_connection_time: 18_060 },
    connection_info: { app_id: it.app.id },
  })
  tell(it, { what: 'team' })
}

function heard(line: Line, socket: Duplex, opcode: number, payload: Buffer): void {
  if (opcode === PING) socket.write(encode(PONG, payload))
  if (opcode === CLOSE) line.close()
  if (opcode !== TEXT) return
  const { envelope_id, payload: answer } = JSON.parse(payload.toString()) as Ack
  line.acks.get(envelope_id)?.(answer)
}

interface Ack {
  envelope_id: string
  payload?: unknown
}

/** What Slack does every few hours: asks to be called anew. */
export function refreshLines(it: Workspace): void {
  for (const line of it.lines) {
    line.send({ type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'applink' } })
    line.close()
  }
}
