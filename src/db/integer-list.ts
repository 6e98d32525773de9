const WIDTH = 4
/** Number of dimensions, whether nulls are in it, what its elements are, how many there are, and where it begins. */
const HEADER = 20
const INTEGER = 23
const NULL = -1

/** A list of integers as Postgres itself writes it on the line: each with its length before it. */
export function integerList(integers: ArrayLike<number | null>): Buffer {
  const list = new DataView(new ArrayBuffer(HEADER + integers.length * 2 * WIDTH))
  const header = integers.length === 0 ? [0, 0, INTEGER] : [1, 0, INTEGER, integers.length, 1]
  let at = 0
  for (const it of header) {
    list.setInt32(at, it)
    at += WIDTH
  }
  for (let nth = 0; nth < integers.length; nth++) {
    const integer = integers[nth] ?? null
    if (integer === null) list.setInt32(WIDTH, 1)
    list.setInt32(at, integer === null ? NULL : WIDTH)
    at += WIDTH
    if (integer === null) continue
    list.setInt32(at, integer)
    at += WIDTH
  }
  return Buffer.from(list.buffer, 0, at)
}
