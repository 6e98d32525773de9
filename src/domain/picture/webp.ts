import { Refusal } from '../refusal.ts'
import { damaged, piece } from './damaged.ts'

export const isWebp = (file: Buffer): boolean =>
  file.toString('latin1', 0, 4) === 'RIFF' && file.toString('latin1', 8, 12) === 'WEBP'

interface Chunk {
  name: string
  data: Buffer
}

interface Size {
  width: number
  height: number
}

export function readWebp(file: Buffer) {
  const chunks = chunksOf(piece(file, 12, file.readUInt32LE(4) - 4))
  if (chunks.some(({ name }) => name === 'ANIM' || name === 'ANMF'))
    throw new Refusal('picture-refused', { fault: 'animated' })
  const [picture, ...others] = chunks.filter(({ name }) => name === 'VP8 ' || name === 'VP8L')
  if (!picture || others.length > 0) throw damaged()
  const alpha = chunks.find(({ name }) => name === 'ALPH')
  const size = picture.name === 'VP8L' ? losslessSize(picture.data) : lossySize(picture.data)
  // Only a lossy picture has its transparency beside it, and then something has to say so.
  const parts = alpha && picture.name === 'VP8 ' ? [extended(size), alpha, picture] : [picture]
  return { ...size, bytes: riff(parts) }
}

function chunksOf(body: Buffer): Chunk[] {
  const chunks: Chunk[] = []
  for (let at = 0; at < body.length; ) {
    const length = piece(body, at, 8).readUInt32LE(4)
    chunks.push({ name: body.toString('latin1', at, at + 4), data: piece(body, at + 8, length) })
    at += 8 + length + (length % 2)
  }
  return chunks
}

function lossySize(data: Buffer): Size {
  const start = piece(data, 0, 10)
  const isKeyFrame = ((start[0] ?? 1) & 1) === 0
  if (!isKeyFrame || start.toString('hex', 3, 6) !== '9d012a') throw damaged()
  return { width: start.readUInt16LE(6) & 0x3fff, height: start.readUInt16LE(8) & 0x3fff }
}

function losslessSize(data: Buffer): Size {
  const start = piece(data, 0, 5)
  if (start[0] !== 0x2f) throw damaged()
  const bits = start.readUInt32LE(1)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}

const HAS_ALPHA = 0x10

function extended({ width, height }: Size): Chunk {
  const data = Buffer.alloc(10)
  data.writeUInt8(HAS_ALPHA, 0)
  data.writeUIntLE(Math.max(width - 1, 0), 4, 3)
  data.writeUIntLE(Math.max(height - 1, 0), 7, 3)
  return { name: 'VP8X', data }
}

function riff(chunks: Chunk[]): Buffer {
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...chunks.map(written)])
  return Buffer.concat([Buffer.from('RIFF', 'latin1'), size(body.length), body])
}

const written = ({ name, data }: Chunk): Buffer =>
  Buffer.concat([Buffer.from(name, 'latin1'), size(data.length), data, Buffer.alloc(data.length % 2)])

function size(bytes: number): Buffer {
  const four = Buffer.alloc(4)
  four.writeUInt32LE(bytes)
  return four
}
