import { isMark, type Piece, piecesOf, tidied } from './pieces.ts'
import { asTyped, isParting, type Mention } from './reading.ts'
import { withMentions } from './unslack.ts'

/** Whom a word is about: people by address, by name, as Slack mentions them, oneself, or everybody it could be. */
export interface Targets {
  /** Addresses and names in order; whoever looks them up may find none or several. */
  people: string[]
  mentions: Mention[]
  isMe: boolean
  isAll: boolean
  /** What was quoted: the reason that is kept with the change. */
  why: string | null
}

/** "ada@x.test, Bob Jones and @carol "left us"": an address is one person, words between commas are one name. */
export function readTargets(slackText: string): Targets {
  const text = tidied(withMentions(slackText))
  const found: Targets = { people: [], mentions: [], isMe: false, isAll: false, why: null }
  const pieces = piecesOf(text)
  let run: Piece[] = []
  for (const [at, piece] of pieces.entries()) {
    if (piece.kind === 'word' && !isParting(piece)) run.push(piece)
    else {
      if (!belongsToAddress(piece, pieces[at + 1])) takeName(found, text, run)
      run = []
      takePiece(found, piece, pieces[at + 1])
    }
  }
  takeName(found, text, run)
  return found
}

/** Ada Lovelace <ada@x.test>: the address says enough. */
const belongsToAddress = (piece: Piece, next: Piece | undefined): boolean =>
  isMark(piece, '<(') && next?.kind === 'address'

function takePiece(found: Targets, piece: Piece, next: Piece | undefined): void {
  if (piece.kind === 'address') found.people.push(piece.text)
  if (piece.kind === 'mention') found.mentions.push({ userId: piece.userId, name: piece.name })
  if (piece.kind !== 'quoted' || isMark(next, '<')) return
  const isNobody = found.people.length === 0 && found.mentions.length === 0 && !found.isMe && !found.isAll
  if (isNobody) found.people.push(asTyped(piece.text))
  else found.why = [found.why, asTyped(piece.text)].filter(Boolean).join('\n')
}

function takeName(found: Targets, text: string, run: Piece[]): void {
  const [first, last] = [run[0], run.at(-1)]
  if (!first || !last) return
  const name = asTyped(text.slice(first.start, last.end))
  if (/^(?:me|my|mine|myself)$/i.test(name)) found.isMe = true
  else if (/^(?:all|everyone|everybody|\*)$/i.test(name)) found.isAll = true
  else found.people.push(name)
}
