import { cleanLines, inert } from './inert.ts'
import type { Content, Part } from './letter-content.ts'
import { plainly, say } from './sentence.ts'

const COLUMNS = 76

export function textOf(content: Content): string {
  const signature = `-- \n${wrap(`Usher sent this letter for ${inert(content.organizationName)}.`)}`
  return `${[wrap(plainly(content.heading)), ...content.parts.map(write), signature].join('\n\n')}\n`
}

function write(part: Part): string {
  switch (part.kind) {
    case 'greeting':
      return wrap(plainly(say`Hello ${part.name},`))
    case 'paragraph':
    case 'small':
      return wrap(plainly(part.words))
    case 'quote':
      // Every line carries the mark, so nothing in a quotation can pass for our own words.
      return `${wrap(`${plainly(part.by)}:`)}\n\n${cleanLines(part.text).map(quoted).join('\n')}`
    case 'facts':
      return part.rows.map(([label, value]) => wrap(`${label}: ${inert(value)}`)).join('\n')
    case 'button':
      return `${part.label}:\n${part.link}`
  }
}

const quoted = (line: string): string => wrap(inert(line), '> ')

/** A link stands on a line of its own and never comes through here. */
function wrap(text: string, mark = ''): string {
  const width = COLUMNS - mark.length
  const lines = ['']
  for (const word of text.split(' ').flatMap((it) => pieces(it, width))) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines.map((line) => (mark + line).trimEnd()).join('\n')
}

/** A word longer than the line is broken hard, between characters and never inside one. */
function pieces(word: string, width: number): string[] {
  if (word.length <= width) return [word]
  const pieces = ['']
  for (const character of word) {
    const last = pieces.at(-1) ?? ''
    if (last.length + character.length > width) pieces.push(character)
    else pieces[pieces.length - 1] = last + character
  }
  return pieces
}
