/** Of every letter and every text, at the most. */
const WORST = 3
const LENGTH = 4
/** Number of dimensions, whether nulls are in it, what its elements are, how many there are, and where it begins. */
const HEADER = 20
const TEXT = 25
const NULL = -1
/** A short text is written letter by letter: to call for help takes longer. */
const SHORT = 40

/**
 * A list of texts as Postgres itself writes it on the line: each with its length before it. Nothing is escaped and
 * nothing taken apart again, which of a thousand people is most of what it costs to hand them over.
 */
export function textList(texts: readonly (string | null)[]): Buffer {
  const list = new Writing(HEADER + texts.length * (LENGTH + SHORT))
  list.number(texts.length === 0 ? 0 : 1)
  list.number(texts.includes(null) ? 1 : 0)
  list.number(TEXT)
  if (texts.length > 0) {
    list.number(texts.length)
    list.number(1)
  }
  for (const text of texts) {
    if (text === null) list.number(NULL)
    else list.text(text)
  }
  return list.written()
}

class Writing {
  private buffer: Buffer
  private at = 0

  constructor(size: number) {
    this.buffer = Buffer.allocUnsafe(size)
  }

  number(value: number): void {
    this.makeRoom(LENGTH)
    this.at = this.buffer.writeInt32BE(value, this.at)
  }

  text(text: string): void {
    this.makeRoom(LENGTH + text.length * WORST)
    const from = this.at + LENGTH
    const to = this.plainly(text, from) ?? from + this.buffer.write(text, from)
    this.buffer.writeInt32BE(to - from, this.at)
    this.at = to
  }

  /** Null where it is not that simple: another then writes over it. */
  private plainly(text: string, from: number): number | null {
    const { length } = text
    if (length > SHORT) return null
    const { buffer } = this
    for (let at = 0; at < length; at++) {
      const code = text.charCodeAt(at)
      if (code > 127) return null
      buffer[from + at] = code
    }
    return from + length
  }

  private makeRoom(size: number): void {
    if (this.at + size <= this.buffer.length) return
    const larger = Buffer.allocUnsafe((this.buffer.length + size) * 2)
    this.buffer.copy(larger, 0, 0, this.at)
    this.buffer = larger
  }

  written(): Buffer {
    return this.buffer.subarray(0, this.at)
  }
}
