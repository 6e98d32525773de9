import type { Server, ServerResponse } from 'node:http'
import { Server as Listener } from 'node:net'

/** So long may somebody who was answered take for another word. */
const SILENCE_MS = 500
/** However many come: a deploy does not wait for the last of them. */
const LATEST_MS = 1_000

/**
 * Nobody else is let in, and each answer ends its line; over when nobody is there any more. Those who stand at the door
 * come in first: the system would cut them off, and what stands before us could not know whether what it was about to
 * ask is done.
 */
export function stopListening(server: Server): Promise<void> {
  server.prependListener('request', (_, res: ServerResponse) => {
    res.shouldKeepAlive = false
  })
  setInterval(() => server.closeIdleConnections(), SILENCE_MS).unref()
  return new Promise((done) => {
    whenNobodyComes(server, () => Listener.prototype.close.call(server, () => done()))
  })
}

/** Node lets them in one by one, a turn for each: at once after a turn in which nobody came, nobody stands there. */
function whenNobodyComes(server: Server, close: () => void): void {
  const latest = performance.now() + LATEST_MS
  let hasCome = true
  server.on('connection', () => {
    hasCome = true
  })
  const look = () => {
    if (!hasCome || performance.now() > latest) return close()
    hasCome = false
    setImmediate(look)
  }
  setImmediate(look)
}
