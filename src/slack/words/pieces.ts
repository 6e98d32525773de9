import { folded } from '../../domain/search-text.ts'
import { addressIn } from './address-in-word.ts'
import { isDoubleQuote, isSingleQuote, quotationAt } from './quotes.ts'

/** What a text falls apart into, each with its place, so that it can be handed back as it was written. */
export type Piece = { start: number; end: number } & (
  | { kind: 'word'; text: string }
  | { kind: 'address'; text: string }
  | { kind: 'quoted'; text: string; isClosed: boolean }
  /** Commas, line ends, brackets: they part and they hold together, but say nothing. */
  | { kind: 'mark'; text: string }
  | { kind: 'mention'; userId: string | null; name: string | null }
)

/** Spaces of every width are spaces; what nobody sees is gone. The joiners inside emoji and words stay. */
export const tidied = (text: string): string =>
  text
    .replace(/\r\n?|\u2028|\u2029|\u0085|\v|\f/g, '\n')
    .replace(/[\u00ad\u180e\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\0]/g, '')
    .replace(/[^\S\n\t]/g, ' ')

const mention = /<@([A-Z0-9]{1,30})(?:\|([^<>|]{0,120}))?>/y
const channel = /<#[A-Z0-9]{1,30}(?:\|[^<>|]{0,120})?>/y
const space = / +/y
const mark = /[\n\t,;，；、،؛|<>()[\]•◦‣▪●∙⁃]/y
/** "- ada", "1. ada", "> ada": what begins a line of a list. */
const bullet = / *(?:(?:[-–—*+]|\d{1,3}[.)])(?=[ \t])|>)/y
const word = /[^\s,;，；、،؛|<>()[\]•◦‣▪●∙⁃"“”„‟＂«»「」『』]+/y
/** A call to everybody names nobody. */
const everybody = /^(?:here|channel|everyone|group)$/i
const keyed = /^\p{L}[\p{L}-]{0,20}[:：](?!\/)/u

/** Reads a tidied text from left to right, each character once. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  const hasItalics = /_(?=[\s,;)>]|$)/.test(text)
  let at = 0
  while (at < text.length) {
    if (at === 0 || text[at - 1] === '\n') at = matchEnd(bullet, text, at) ?? at
    const found = pieceAt(text, at, hasItalics)
    pieces.push(...found)
    at = found.at(-1)?.end ?? matchEnd(space, text, at) ?? at + 1
  }
  return pieces
}

function pieceAt(text: string, start: number, hasItalics: boolean): Piece[] {
  const at = mentionAt(text, start) ?? quotedAt(text, start)
  if (at) return at
  const end = matchEnd(mark, text, start)
  if (end) return [{ kind: 'mark', text: text.slice(start, end), start, end }]
  return wordAt(text, start, hasItalics)
}

function mentionAt(text: string, start: number): Piece[] | null {
  if (text[start] !== '<') return null
  mention.lastIndex = start
  const found = mention.exec(text)
  if (found)
    return [
      {
        kind: 'mention',
        userId: found[1] ?? null,
        name: found[2] || null,
        start,
        end: start + found[0].length,
      },
    ]
  const end = matchEnd(channel, text, start)
  return end ? [{ kind: 'word', text: text.slice(start, end), start, end }] : null
}

/** Mail programs put quotes around addresses: then they are addresses, and no message. */
function quotedAt(text: string, start: number): Piece[] | null {
  const found = quotationAt(text, start)
  if (!found) return null
  const { end, isClosed } = found
  const parts = found.text.split(/[\s,;]+/).filter((it) => it !== '')
  if (parts.length === 0) return [{ kind: 'mark', text: '"', start, end }]
  if (parts.every((it) => addressIn(it, true) !== null))
    return parts.map((it) => ({ kind: 'address', text: addressIn(it, true) ?? it, start, end }))
  return [{ kind: 'quoted', text: found.text.trim(), isClosed, start, end }]
}

function wordAt(text: string, start: number, hasItalics: boolean): Piece[] {
  const end = matchEnd(word, text, start)
  if (!end) return strayQuoteAt(text, start)
  const said = text.slice(start, end)
  if (/[@＠]/.test(said)) return [atSignAt(said, start, end, hasItalics)]
  const key = keyed.exec(said)?.[0] ?? ''
  const rest: Piece = { kind: 'word', text: said.slice(key.length), start: start + key.length, end }
  if (key === '') return [rest]
  const before: Piece = { kind: 'word', text: key, start, end: start + key.length }
  return rest.text === '' || isSingleQuote(rest.text[0] ?? '') ? [before] : [before, rest]
}

function atSignAt(said: string, start: number, end: number, hasItalics: boolean): Piece {
  const address = addressIn(said, hasItalics)
  if (address) return { kind: 'address', text: address, start, end }
  const handle = /^[(*_~`'"]*[@＠]([\p{L}\p{N}][^@＠]*)$/u.exec(said)?.[1]
  if (!handle || everybody.test(handle)) return { kind: 'word', text: said, start, end }
  return { kind: 'mention', userId: null, name: handle.replace(/[.!?:'*_~`…]+$/, ''), start, end }
}

const strayQuoteAt = (text: string, start: number): Piece[] =>
  /\s/.test(text[start] ?? '') && !isDoubleQuote(text[start] ?? '')
    ? []
    : [{ kind: 'mark', text: text[start] ?? '', start, end: start + 1 }]

function matchEnd(pattern: RegExp, text: string, start: number): number | null {
  pattern.lastIndex = start
  return pattern.test(text) ? pattern.lastIndex : null
}

/** Folding costs more than reading, and a name is looked for wherever one may begin. */
const keys = new WeakMap<Piece, string>()

export function keyOf(piece: Piece): string {
  const key = keys.get(piece) ?? keyFor(piece)
  keys.set(piece, key)
  return key
}

/** Two spellings of one name have one key: case, accents and a full stop after it do not count. */
function keyFor(piece: Piece): string {
  if (piece.kind === 'mention') return `<@${piece.userId ?? piece.name}>`
  return piece.kind === 'mark' ? piece.text : folded(piece.text.replace(/(?<=.)[.:：!?…]{1,3}$/u, ''))
}

export const isMark = (piece: Piece | undefined, marks: string): boolean =>
  piece?.kind === 'mark' && marks.includes(piece.text)
