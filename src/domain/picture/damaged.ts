import { Refusal } from '../refusal.ts'

/** A file that begins like a picture and does not go on like one. */
export const damaged = (): Refusal => new Refusal('picture-refused', { fault: 'damaged' })

/** Exactly these bytes, or the file is cut off. */
export function piece(file: Buffer, from: number, length: number): Buffer {
  if (from < 0 || length < 0 || from + length > file.length) throw damaged()
  return file.subarray(from, from + length)
}
