/** Terminals break lines in the middle of words, and lose the indent. */
const WIDTH = 100

/** A text in lines that fit, the first behind `lead`, the others below it. */
export function hanging(lead: string, text: string): string[] {
  const room = Math.max(40, WIDTH - lead.length)
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= room)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.map((line, at) => (at === 0 ? lead : ' '.repeat(lead.length)) + line)
}

/** Rows whose first columns are as wide as the widest of them. */
export function columns(rows: string[][], indent = ''): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  return rows.map((row) =>
    `${indent}${row.map((it, at) => (at === row.length - 1 ? it : it.padEnd(widths[at] ?? 0))).join('  ')}`.trimEnd(),
  )
}
