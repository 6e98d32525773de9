import { sameName } from './names.ts'
import type { Slot } from './phrases.ts'
import { isMark, type Piece } from './pieces.ts'
import {
  asTyped,
  between,
  guess,
  heardAt,
  isParting,
  knownAt,
  mayGuess,
  pieceAt,
  type Reading,
} from './reading.ts'

export interface ReadName {
  name: string
  slot: Slot
}

/**
 * The names after "as", "in", "dept": known ones first and the longest first, since "Admin and Billing" may be one
 * role. An unknown one goes on to the next comma or keyword and is handed on as it was typed: the rules refuse it by
 * name, whereas without it people would be invited to less than was meant.
 */
export function readNames(it: Reading, slot: Slot): ReadName[] {
  const names: ReadName[] = []
  skipArticle(it, slot)
  for (;;) {
    const name = readName(it, slot, names)
    if (!name) break
    names.push(name)
    const next = afterParting(it)
    if (next === null || !mayBeName(it, slot, next)) break
    it.at += next
  }
  return withNoun(it, names, slot)
}

const shelf = (slot: Slot): 'role' | 'group' => (slot === 'role' ? 'role' : 'group')

function skipArticle(it: Reading, slot: Slot): void {
  const piece = pieceAt(it)
  if (piece?.kind !== 'word' || knownAt(it, shelf(slot)) || pieceAt(it, 1)?.kind === undefined) return
  if (/^(?:an?|the|our)$/i.test(piece.text) && /^(?:word|quoted)$/.test(pieceAt(it, 1)?.kind ?? '')) it.at++
}

/** How many pieces part this name from the next; null where nothing does. */
function afterParting(it: Reading): number | null {
  let ahead = 0
  while (isParting(pieceAt(it, ahead))) ahead++
  return ahead === 0 ? null : ahead
}

function mayBeName(it: Reading, slot: Slot, ahead: number): boolean {
  const piece = pieceAt(it, ahead)
  if (knownAt(it, shelf(slot), ahead)) return true
  if (piece?.kind === 'quoted') return isQuoted(it.pieces[it.at - 1])
  return piece?.kind === 'word' && !heardAt(it, ahead) && !isDisplayName(it, ahead)
}

const isQuoted = (piece: Piece | undefined): boolean => piece?.kind === 'quoted'

/** Carol D <carol@x.test>: words that belong to an address. */
function isDisplayName(it: Reading, ahead: number): boolean {
  let at = ahead
  while (pieceAt(it, at)?.kind === 'word' && at - ahead < 8) at++
  return isMark(pieceAt(it, at), '<') && pieceAt(it, at + 1)?.kind === 'address'
}

function readName(it: Reading, slot: Slot, before: ReadName[]): ReadName | null {
  const piece = pieceAt(it)
  const known = knownAt(it, shelf(slot))
  if (known) {
    it.at += known.length
    return { name: known.name, slot: slot === 'group' ? known.kind : slot }
  }
  if (piece?.kind === 'quoted' && !isMark(pieceAt(it, 1), '<')) {
    it.at++
    return named(it, piece.text, slot)
  }
  if (piece?.kind !== 'word' || (before.length === 0 && !mayBegin(it))) return null
  return named(it, unknownName(it, slot), slot)
}

/** "as Team Lead": the word after the keyword is a name, unless it is about something else altogether. */
function mayBegin(it: Reading): boolean {
  const heard = heardAt(it)
  return !heard || (heard.about === 'names' && heard.isNoun && pieceAt(it, 1)?.kind === 'word')
}

/** A misspelt name that has commas or an "and" in it is looked for as a whole first. */
function unknownName(it: Reading, slot: Slot): string {
  const first = pieceAt(it) as Piece
  const end = lengthUntil(it, (ahead) => isParting(pieceAt(it, ahead)))
  const short = between(it, first, pieceAt(it, end - 1) as Piece)
  const long = mayGuess(it) ? longerName(it, first, end) : null
  const isOne = long !== null && guess(it, long.name, it.names[shelf(slot)]) !== null
  it.at += isOne ? long.length : end
  return isOne ? long.name : short
}

function longerName(it: Reading, first: Piece, end: number): { name: string; length: number } | null {
  const length = lengthUntil(it, (ahead) => isParting(pieceAt(it, ahead)) && ahead > 6)
  return length > end ? { name: asTyped(between(it, first, pieceAt(it, length - 1) as Piece)), length } : null
}

function lengthUntil(it: Reading, isOver: (ahead: number) => boolean): number {
  let ahead = 1
  for (;;) {
    const piece = pieceAt(it, ahead)
    const isWithin = piece?.kind === 'word' || isMark(piece, ',()') || isParting(piece)
    if (!piece || !isWithin || isOver(ahead) || endsName(it, ahead)) return trimmed(it, ahead)
    ahead++
  }
}

/** A comma or an "and" at the end of a name belongs to what follows. */
function trimmed(it: Reading, length: number): number {
  let end = length
  while (end > 1 && isParting(pieceAt(it, end - 1))) end--
  return end
}

/** A noun at the very end is part of the name ("Head of Site"), not the beginning of another list. */
function endsName(it: Reading, ahead: number): boolean {
  const heard = isParting(pieceAt(it, ahead)) ? null : heardAt(it, ahead)
  if (!heard || heard.about === 'nothing') return heard !== null
  return !(heard.about === 'names' && heard.isNoun && isPostfix(it, heard.end, ahead))
}

/** "Engineering department": nothing that could be a name follows the noun. */
function isPostfix(it: Reading, end: number, ahead: number): boolean {
  let at = ahead
  while ((pieceAt(it, at)?.start ?? end) < end) at++
  const next = pieceAt(it, at)
  if (it.text[end - 1] === ':' || next?.kind === 'quoted') return false
  return next?.kind !== 'word' || isParting(next) || heardAt(it, at) !== null
}

function named(it: Reading, typed: string, slot: Slot): ReadName {
  const name = asTyped(typed).replace(/[.!?…]+$/, '') || typed
  const isAnyKnown = it.names[shelf(slot)].length > 0
  const same = isAnyKnown ? sameName(it.known[shelf(slot)], name) : null
  if (same) return { name: same.name, slot: slot === 'group' ? same.kind : slot }
  guess(it, name, it.names[shelf(slot)])
  return { name, slot: slot === 'group' ? 'team' : slot }
}

const nouns: [RegExp, Slot][] = [
  [/^roles?$/i, 'role'],
  [/^teams?$/i, 'team'],
  [/^(?:dept|department)s?$/i, 'department'],
  [/^units?$/i, 'unit'],
  [/^sites?$/i, 'site'],
]

/** "in the Engineering department": the noun behind the name says what kind of group it is. */
function withNoun(it: Reading, names: ReadName[], slot: Slot): ReadName[] {
  const piece = pieceAt(it)
  if (piece?.kind !== 'word' || names.length === 0 || !isPostfix(it, piece.end, 0))
    return kindFromName(names, slot)
  const kind = nouns.find(([noun]) => noun.test(piece.text))?.[1]
  if (!kind || shelf(kind) !== shelf(slot)) return kindFromName(names, slot)
  it.at++
  return names.map((name) => ({ ...name, slot: kind }))
}

/** Without known names the noun was read as the last word of the name. */
function kindFromName(names: ReadName[], slot: Slot): ReadName[] {
  if (slot !== 'group') return names
  return names.map((it) => {
    const word = /^(.+) (\S+)$/.exec(it.name)
    const kind = word && nouns.find(([noun, of]) => of !== 'role' && noun.test(word[2] ?? ''))?.[1]
    return kind ? { name: word[1] ?? it.name, slot: kind } : it
  })
}
