const ZWNJ = '\u200c'

/** One line that is only what it seems: no control characters, no bidi overrides, nothing invisible. */
export function oneLine(text: string): string {
  return (
    text
      .replace(/\p{Surrogate}/gu, '\ufffd')
      .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Zs}]+/gu, ' ')
      // Joiners stay: Persian words and emoji families are spelt with them.
      .replace(/(?![\u200c\u200d])\p{Cf}/gu, '')
      .trim()
  )
}

/** A text of several lines, each of them clean; a gap is one empty line, however tall it was. */
export function cleanLines(text: string): string[] {
  const lines = text.split(/\r\n?|[\n\v\f\u0085\p{Zl}\p{Zp}]/u).map(oneLine)
  const isSecondBlank = (at: number) => lines[at] === '' && (at === 0 || lines[at - 1] === '')
  const kept = lines.filter((_, at) => !isSecondBlank(at))
  return kept.at(-1) === '' ? kept.slice(0, -1) : kept
}

/**
 * Text that no mail client turns into a link: a zero-width non-joiner behind every dot, at sign and
 * scheme colon that could hold an address together. It must be this one: word joiner and zero-width
 * space are dropped by UTS-46, so "evil.<WJ>test" still leads to evil.test, while with a non-joiner it is
 * no host at all. A <span> would not do: WebKit's data detectors read across elements. Between two digits
 * a dot holds no name together (5.1.1, 192.0.2.44), and there it would only spoil copying.
 */
export const inert = (text: string): string =>
  oneLine(text)
    .replace(/(?!(?<=\d)\.\d)([.@\u3002\uff0e\uff20\uff61])(?=\S)/gu, `$1${ZWNJ}`)
    .replace(/:(?=[/\\])/g, `:${ZWNJ}`)

/** Cut at a whole character, and it shows. */
export function shortened(text: string, limit: number): string {
  const characters = [...text]
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`
}
