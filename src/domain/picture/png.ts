import { crc32 } from 'node:zlib'
import { damaged, piece } from './damaged.ts'

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

/** What the picture is made of, and what says how its colours are meant. An animation keeps its first frame. */
const kept = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'IDAT', 'IEND'])

export const isPng = (file: Buffer): boolean => file.subarray(0, 8).equals(signature)

interface Chunk {
  name: string
  data: Buffer
  /** Length, name, data and checksum, as they stand. */
  whole: Buffer
}

export function readPng(file: Buffer) {
  const chunks = chunksOf(file)
  const [header] = chunks
  if (header?.name !== 'IHDR' || header.data.length !== 13 || countOf(chunks, 'IHDR') !== 1) throw damaged()
  if (!isCoherent(chunks) || countOf(chunks, 'IDAT') === 0) throw damaged()
  return {
    width: header.data.readUInt32BE(0),
    height: header.data.readUInt32BE(4),
    bytes: Buffer.concat([
      signature,
      ...chunks.filter(({ name }) => kept.has(name)).map(({ whole }) => whole),
    ]),
  }
}

/** Up to the one that ends the picture; what comes behind it is nobody's business. */
function chunksOf(file: Buffer): Chunk[] {
  const chunks: Chunk[] = []
  for (let at = signature.length; chunks.at(-1)?.name !== 'IEND'; ) {
    const length = piece(file, at, 8).readUInt32BE(0)
    const whole = piece(file, at, length + 12)
    const name = whole.toString('latin1', 4, 8)
    if (kept.has(name) && crc32(whole.subarray(4, length + 8)) !== whole.readUInt32BE(length + 8))
      throw damaged()
    chunks.push({ name, data: whole.subarray(8, length + 8), whole })
    at += whole.length
  }
  return chunks
}

const countOf = (chunks: Chunk[], wanted: string): number =>
  chunks.filter(({ name }) => name === wanted).length

/** The data of the picture stands in one row; decoders do not agree about anything else. */
function isCoherent(chunks: Chunk[]): boolean {
  const data = chunks.flatMap(({ name }, at) => (name === 'IDAT' ? [at] : []))
  return data.every((at, turn) => turn === 0 || at === (data[turn - 1] ?? 0) + 1)
}
