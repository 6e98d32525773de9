import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PICTURE_BYTES, type Picture, readPicture } from '../../src/domain/picture/picture.ts'
import { Refusal } from '../../src/domain/refusal.ts'
import { chunk, pictures, pngOf } from '../support/pictures.ts'

const faultOf = (file: Buffer): string => {
  try {
    readPicture(file)
    return 'none'
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault
    return (fault as Refusal<'picture-refused'>).facts.fault
  }
}

const SECRET = 'Ada Lovelace, 41.0082 N 28.9784 E'
const secret = Buffer.from(SECRET)
const holdsSecret = ({ bytes }: Picture) => bytes.includes(secret) || bytes.includes('<script')

const behindPng = (file: Buffer, ...chunks: Buffer[]) =>
  Buffer.concat([file.subarray(0, 33), ...chunks, file.subarray(33)])

const segment = (marker: number, data: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255]), data])
const inJpeg = (file: Buffer, ...segments: Buffer[]) =>
  Buffer.concat([file.subarray(0, 2), ...segments, file.subarray(2)])

/** What a camera writes: which way up, and where; in either order of bytes. */
function exif(orientation: number, order: 'II' | 'MM' = 'MM'): Buffer {
  const tiff = Buffer.alloc(64)
  tiff.write(order, 0, 'latin1')
  const short = (value: number, at: number) =>
    order === 'II' ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at)
  const long = (value: number, at: number) =>
    order === 'II' ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at)
  short(42, 2)
  long(8, 4)
  short(2, 8)
  for (const [at, tag, kind, value] of [
    [10, 0x010f, 2, 40],
    [22, 0x0112, 3, 0],
  ] as const) {
    short(tag, at)
    short(kind, at + 2)
    long(1, at + 4)
    long(value, at + 8)
  }
  short(orientation, 30)
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, secret]))
}

function inWebp(file: Buffer, name: string, data: Buffer): Buffer {
  const size = Buffer.alloc(4)
  size.writeUInt32LE(data.length)
  const more = Buffer.concat([Buffer.from(name, 'latin1'), size, data, Buffer.alloc(data.length % 2)])
  const all = Buffer.concat([file, more])
  all.writeUInt32LE(all.length - 8, 4)
  return all
}

describe('an uploaded picture', () => {
  test.each([
    ['png', 'image/png'],
    ['jpeg', 'image/jpeg'],
    ['webp', 'image/webp'],
    ['webpWithAlpha', 'image/webp'],
    ['losslessWebp', 'image/webp'],
  ] as const)(
    '%s is known by its bytes, and what is kept of it is kept whole by a second reading',
    (name, type) => {
      const picture = readPicture(pictures[name])
      expect(picture.type).toBe(type)
      expect(picture.bytes.length).toBeLessThanOrEqual(pictures[name].length)
      expect(readPicture(picture.bytes)).toEqual(picture)
    },
  )

  test('no profile, text, place or time stays in a PNG, nor what was hung behind it', () => {
    const file = Buffer.concat([
      behindPng(
        pictures.png,
        chunk('tEXt', secret),
        chunk('eXIf', secret),
        chunk('tIME', Buffer.alloc(7)),
        chunk('zzZz', Buffer.from('<script>')),
      ),
      Buffer.from('<script>alert(1)</script>'),
      secret,
    ])
    const picture = readPicture(file)
    expect(holdsSecret(picture)).toBe(false)
    expect(picture.bytes).toEqual(pictures.png)
  })

  test('nor in a JPEG, whether in a comment, in what the camera wrote, or behind the end', () => {
    const file = Buffer.concat([
      inJpeg(pictures.jpeg, exif(1), segment(0xfe, secret), segment(0xed, secret), segment(0xe2, secret)),
      Buffer.from('PK\x03\x04<script>'),
      secret,
    ])
    const picture = readPicture(file)
    expect(holdsSecret(picture)).toBe(false)
    expect(picture.bytes.includes('ICC_PROFILE')).toBe(false)
    expect(picture.bytes.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]))
  })

  test('nor in a WebP', () => {
    for (const name of ['webp', 'webpWithAlpha', 'losslessWebp'] as const) {
      const more = inWebp(inWebp(pictures[name], 'EXIF', secret), 'XMP ', Buffer.from('<script>'))
      const picture = readPicture(Buffer.concat([more, secret]))
      expect(holdsSecret(picture)).toBe(false)
      expect(picture.bytes.includes('ICCP')).toBe(false)
      expect(picture).toEqual(readPicture(pictures[name]))
    }
  })

  test('which way up it was held is kept, and nothing else of what the camera wrote', () => {
    const upright = readPicture(pictures.jpeg).bytes
    for (const order of ['II', 'MM'] as const)
      for (const orientation of [1, 3, 6, 8]) {
        const { bytes } = readPicture(inJpeg(pictures.jpeg, exif(orientation, order)))
        expect(bytes.length).toBe(upright.length + 36)
        expect(bytes.subarray(20, 30).toString('latin1')).toBe('\xff\xe1\x00\x22Exif\0\0')
        expect(bytes.readUInt16BE(48)).toBe(orientation)
      }
    for (const nonsense of [0, 9, 65535])
      expect(readPicture(inJpeg(pictures.jpeg, exif(nonsense))).bytes).toEqual(upright)
  })

  test.each<[string, Buffer, string]>([
    ['nothing', Buffer.alloc(0), 'missing'],
    [
      'a drawing that may hold a script',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'unknown-kind',
    ],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'unknown-kind'],
    ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00', 'latin1'), 'unknown-kind'],
    ['a page that begins like a GIF', Buffer.from('GIF89a/*<script>'), 'unknown-kind'],
    ['something large', Buffer.concat([pictures.png, Buffer.alloc(PICTURE_BYTES)]), 'too-large'],
    ['a PNG that would unfold to four gigabytes', pngOf(65_535, 65_535), 'dimensions'],
    ['a PNG with no height', pngOf(3, 0), 'dimensions'],
    ['a PNG with a wrong checksum', damagedAt(pictures.png, 20), 'damaged'],
    ['a PNG without an end', pictures.png.subarray(0, -12), 'damaged'],
    ['a PNG without a picture', withoutData(), 'damaged'],
    ['a PNG with two headers', behindPng(pictures.png, pictures.png.subarray(8, 33)), 'damaged'],
    [
      'a PNG whose chunk claims gigabytes',
      behindPng(pictures.png, Buffer.from('ffffffff49444154', 'hex')),
      'damaged',
    ],
    ['the beginning of a JPEG', Buffer.from([0xff, 0xd8, 0xff]), 'damaged'],
    ['a JPEG cut off', pictures.jpeg.subarray(0, -2), 'damaged'],
    ['a JPEG of two frames', inJpeg(pictures.jpeg, segment(0xc0, Buffer.alloc(15))), 'damaged'],
    ['a JPEG within a JPEG', inJpeg(pictures.jpeg, pictures.jpeg), 'damaged'],
    ['a JPEG that moves on by nothing', inJpeg(pictures.jpeg, Buffer.from([0xff, 0xe0, 0, 0])), 'damaged'],
    ['a WebP that claims more than there is', claiming(pictures.webp, 1_000_000), 'damaged'],
    ['a WebP that claims less than nothing', claiming(pictures.webp, 0), 'damaged'],
    ['a WebP without a picture', claiming(pictures.webp.subarray(0, 30), 22), 'damaged'],
    ['a WebP that moves', inWebp(pictures.webp, 'ANIM', Buffer.alloc(6)), 'animated'],
    ['a WebP of two pictures', inWebp(pictures.webp, 'VP8 ', pictures.webp.subarray(-36)), 'damaged'],
  ])('%s is refused', (_, file, fault) => expect(faultOf(file)).toBe(fault))

  test('whatever is done to a file, it is a picture or refused, and never grows', () => {
    const all = Object.values(pictures)
    const changed = fc.tuple(
      fc.integer({ min: 0, max: all.length - 1 }),
      fc.array(fc.tuple(fc.nat(2000), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
      fc.nat(2000),
    )
    fc.assert(
      fc.property(changed, ([which, edits, cut]) => {
        const file = Buffer.from(all[which] ?? '')
        for (const [at, value] of edits) file[at % file.length] = value
        const short = cut < file.length ? file.subarray(0, file.length - (cut % 40)) : file
        if (faultOf(short) === 'none')
          expect(readPicture(short).bytes.length).toBeLessThanOrEqual(short.length)
      }),
      { numRuns: 2000 },
    )
  })

  test('a file that is nothing but beginnings takes no time', () => {
    const many = Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(1_000_000, 0xff)])
    const started = performance.now()
    expect(faultOf(many)).toBe('damaged')
    expect(faultOf(Buffer.concat([pictures.jpeg.subarray(0, -2), Buffer.alloc(1_000_000, 0xff)]))).toBe(
      'damaged',
    )
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

function damagedAt(file: Buffer, at: number): Buffer {
  const copy = Buffer.from(file)
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}

function withoutData(): Buffer {
  const whole = pngOf(3, 2)
  const at = whole.indexOf('IDAT') - 4
  return Buffer.concat([whole.subarray(0, at), whole.subarray(-12)])
}

function claiming(file: Buffer, size: number): Buffer {
  const copy = Buffer.from(file)
  copy.writeUInt32LE(size, 4)
  return copy
}
