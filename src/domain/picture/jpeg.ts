import { damaged, piece } from './damaged.ts'
import { orientationIn, orientationSegment } from './orientation.ts'

const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
const APP0 = 0xe0
const APP1 = 0xe1
const ADOBE = 0xee
/** Baseline, extended and progressive: what browsers show. */
const frames = new Set([0xc0, 0xc1, 0xc2])
/** Tables that the picture is decoded with. */
const tables = new Set([0xc4, 0xdb, 0xdd])
/** More would keep a browser busy for nothing: cameras and editors write about ten. */
const SCANS = 64

/** Says that the colours are the usual ones, without the thumbnail that often stands there. */
const plainJfif = Buffer.from('ffe000104a46494600010100000100010000', 'hex')

export const isJpeg = (file: Buffer): boolean => file.subarray(0, 3).equals(Buffer.from([0xff, SOI, 0xff]))

interface Segment {
  marker: number
  data: Buffer
  /** With its marker, its length and, of a scan, the data behind it. */
  whole: Buffer
}

/** Which way up it was held is all that is kept of what the camera wrote: without it people would lie on their side. */
export function readJpeg(file: Buffer) {
  const segments = segmentsOf(file)
  const frame = segments.filter(({ marker }) => frames.has(marker))
  const scans = segments.filter(({ marker }) => marker === SOS).length
  const header = frame[0]?.data
  if (!header || header.length < 6 || frame.length > 1 || scans === 0 || scans > SCANS) throw damaged()
  return {
    width: header.readUInt16BE(3),
    height: header.readUInt16BE(1),
    bytes: Buffer.concat([
      Buffer.from([0xff, SOI]),
      ...(segments.some(isJfif) ? [plainJfif] : []),
      ...orientationOf(segments),
      ...segments.filter(isPicture).map(({ whole }) => whole),
      Buffer.from([0xff, EOI]),
    ]),
  }
}

const isJfif = ({ marker, data }: Segment): boolean =>
  marker === APP0 && data.toString('latin1', 0, 5) === 'JFIF\0'

const isPicture = ({ marker, data }: Segment): boolean =>
  frames.has(marker) || tables.has(marker) || marker === SOS || (marker === ADOBE && isAdobe(data))

/** Twelve bytes that say how the colours are mixed. */
const isAdobe = (data: Buffer): boolean => data.length === 12 && data.toString('latin1', 0, 5) === 'Adobe'

function orientationOf(segments: Segment[]): Buffer[] {
  const exif = segments.find(
    ({ marker, data }) => marker === APP1 && data.toString('latin1', 0, 6) === 'Exif\0\0',
  )
  const orientation = exif ? orientationIn(exif.data.subarray(6)) : null
  return orientation ? [orientationSegment(orientation)] : []
}

/** Up to the end of the picture; what hangs behind it, a film or an archive perhaps, is left there. */
function segmentsOf(file: Buffer): Segment[] {
  const segments: Segment[] = []
  for (let at = 2; ; ) {
    if (piece(file, at, 2)[0] !== 0xff) throw damaged()
    // Any marker may be preceded by more of what it begins with.
    while (file[at + 1] === 0xff) at += 1
    const marker = file[at + 1]
    if (marker === undefined || marker === 0 || marker === SOI || isRestart(marker)) throw damaged()
    if (marker === EOI) return segments
    const length = piece(file, at + 2, 2).readUInt16BE(0)
    if (length < 2) throw damaged()
    const data = piece(file, at + 4, length - 2)
    const end = marker === SOS ? endOfScan(file, at + 2 + length) : at + 2 + length
    segments.push({ marker, data, whole: file.subarray(at, end) })
    at = end
  }
}

/** A scan's data goes on until a marker that is no part of it. */
function endOfScan(file: Buffer, from: number): number {
  for (let at = file.indexOf(0xff, from); at >= 0; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && !isRestart(next)) return at
  }
  throw damaged()
}

const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7
