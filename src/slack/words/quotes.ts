/** Where a quotation that opens at `open` ends: what is inside, and whether anybody closed it. */
export interface Quotation {
  text: string
  end: number
  isClosed: boolean
}

const pairs: Record<string, string> = { '«': '»', '»': '«', '‹': '›', '「': '」', '『': '』' }
const double = '"“”„‟＂'
const single = "'‘‚"

export const isSingleQuote = (it: string): boolean => single.includes(it)
export const isDoubleQuote = (it: string): boolean => double.includes(it)

/** The quotation that opens here, or null where the mark is an apostrophe or closes nothing. */
export function quotationAt(text: string, open: number): Quotation | null {
  const mark = text[open] ?? ''
  if (pairs[mark]) return upTo(text, open, text.indexOf(pairs[mark], open + 1))
  if (double.includes(mark)) return opensDouble(text, open) ? upTo(text, open, doubleEnd(text, open)) : null
  if (single.includes(mark) && isBoundary(text[open - 1]) && !isBoundary(text[open + 1]))
    return upTo(text, open, singleEnd(text, open))
  return null
}

/** Nobody closed it: it goes on to the end. */
const upTo = (text: string, open: number, close: number): Quotation =>
  close < 0
    ? { text: text.slice(open + 1), end: text.length, isClosed: false }
    : { text: text.slice(open + 1, close), end: close + 1, isClosed: true }

/** ada@x.test" and bob is a stray mark; as Admin"welcome" is not. A ” opens only where people write ”so”. */
function opensDouble(text: string, open: number): boolean {
  const [before, after] = [isBoundary(text[open - 1]), isBoundary(text[open + 1])]
  if (text[open] === '”') return before && !after
  return before || !after
}

/** Keyboards mix straight and curly marks, and people quote within quotes. */
function doubleEnd(text: string, open: number): number {
  const opener = text[open]
  let inner = 0
  for (let at = open + 1; at < text.length; at++) {
    const mark = text[at] ?? ''
    if (!double.includes(mark)) continue
    if (mark === '“' || mark === '„') {
      if (opener === '„' && mark === '“' && inner === 0) return at
      inner++
    } else if (opener === '“' && mark === '"' && inner === 0 && /\s/.test(text[at - 1] ?? '')) {
      // “he said "hi" to me”: the first straight mark follows a space and so opens. A space before a closing one is
      // forgiven only at the end of everything.
      if (isBoundary(text[at + 1])) return at
      inner++
    } else if (inner === 0 || opener === mark) return at
    else inner--
  }
  return -1
}

/** An apostrophe stands inside a word: the end of a quotation does not. */
function singleEnd(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++)
    if ("'’‘".includes(text[at] ?? '') && !/[\p{L}\p{N}]/u.test(text[at + 1] ?? '')) return at
  return -1
}

const isBoundary = (it: string | undefined): boolean => it === undefined || /[\s,;:，；、<>()[\]|]/.test(it)
