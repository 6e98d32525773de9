/** As much of RFC 6455 as a server needs that talks to one well-behaved client: no extensions, no binary. */
export interface Frame {
  opcode: number
  isLast: boolean
  payload: Buffer
}

export const TEXT = 1
export const CLOSE = 8
export const PING = 9
export const PONG = 10
const CONTINUED = 0
const LONG = 126
const LONGEST = 127

/** From the server, so without a mask. */
export function encode(opcode: number, payload: Buffer): Buffer {
  const head = [0x80 | opcode]
  if (payload.length < LONG) return Buffer.concat([Buffer.from([...head, payload.length]), payload])
  const length = Buffer.alloc(payload.length > 0xffff ? 8 : 2)
  if (length.length === 2) length.writeUInt16BE(payload.length)
  else length.writeBigUInt64BE(BigInt(payload.length))
  return Buffer.concat([Buffer.from([...head, length.length === 2 ? LONG : LONGEST]), length, payload])
}

/** The first whole frame of what came in, and the rest. */
export function decode(bytes: Buffer): { frame: Frame; rest: Buffer } | null {
  if (bytes.length < 2) return null
  const [first = 0, second = 0] = bytes
  const short = second & 0x7f
  const extra = short === LONG ? 2 : short === LONGEST ? 8 : 0
  const isMasked = (second & 0x80) !== 0
  const start = 2 + extra + (isMasked ? 4 : 0)
  if (bytes.length < start) return null
  const length = extra === 2 ? bytes.readUInt16BE(2) : extra === 8 ? Number(bytes.readBigUInt64BE(2)) : short
  if (bytes.length < start + length) return null
  const mask = isMasked ? bytes.subarray(start - 4, start) : Buffer.alloc(4)
  const payload = Buffer.from(bytes.subarray(start, start + length))
  for (let i = 0; i < payload.length; i++) payload[i] = (payload[i] ?? 0) ^ (mask[i % 4] ?? 0)
  const frame = { opcode: first & 0x0f, isLast: (first & 0x80) !== 0, payload }
  return { frame, rest: bytes.subarray(start + length) }
}

/** Puts frames together that came in pieces; gives each whole one. */
export function frameReader(read: (opcode: number, payload: Buffer) => void): (bytes: Buffer) => void {
  let waiting: Buffer = Buffer.alloc(0)
  let opcode = TEXT
  let pieces: Buffer[] = []
  const take = (frame: Frame): void => {
    if (frame.opcode >= CLOSE) {
      read(frame.opcode, frame.payload)
      return
    }
    if (frame.opcode !== CONTINUED) opcode = frame.opcode
    pieces.push(frame.payload)
    if (!frame.isLast) return
    read(opcode, Buffer.concat(pieces))
    pieces = []
  }
  return (bytes) => {
    waiting = Buffer.concat([waiting, bytes])
    for (let found = decode(waiting); found; found = decode(waiting)) {
      waiting = found.rest
      take(found.frame)
    }
  }
}
