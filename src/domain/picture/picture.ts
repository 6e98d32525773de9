import { Refusal } from '../refusal.ts'
import { isJpeg, readJpeg } from './jpeg.ts'
import { isPng, readPng } from './png.ts'
import { isWebp, readWebp } from './webp.ts'

export const PICTURE_BYTES = 1_048_576
/** Wider or higher would cost whoever looks at it a hundred megabytes of memory. */
export const PICTURE_SIDE = 4096

/** What is left of an uploaded file: the picture, and nothing that came along with it. */
export interface Picture {
  type: 'image/png' | 'image/jpeg' | 'image/webp'
  bytes: Buffer
}

interface Format {
  type: Picture['type']
  isOne(file: Buffer): boolean
  read(file: Buffer): { width: number; height: number; bytes: Buffer }
}

const formats: Format[] = [
  { type: 'image/png', isOne: isPng, read: readPng },
  { type: 'image/jpeg', isOne: isJpeg, read: readJpeg },
  { type: 'image/webp', isOne: isWebp, read: readWebp },
]

/**
 * Known by its bytes, whatever the file is called. It is written anew from the parts that make the picture: where
 * and with what it was taken, texts, thumbnails, and whatever hangs behind its end stay out.
 */
export function readPicture(file: Buffer): Picture {
  if (file.length === 0) throw new Refusal('picture-refused', { fault: 'missing' })
  if (file.length > PICTURE_BYTES) throw new Refusal('picture-refused', { fault: 'too-large' })
  const format = formats.find((it) => it.isOne(file))
  if (!format) throw new Refusal('picture-refused', { fault: 'unknown-kind' })
  const { width, height, bytes } = format.read(file)
  const isShown = (side: number) => side > 0 && side <= PICTURE_SIDE
  if (!isShown(width) || !isShown(height)) throw new Refusal('picture-refused', { fault: 'dimensions' })
  return { type: format.type, bytes }
}
