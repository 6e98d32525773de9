import type { LocalMoment } from './local-moment.ts'
import { longestName, type Named, type NameTree, treeOf } from './names.ts'
import type { Slot } from './phrases.ts'
import { mayBeginPhrase, readPhrase, type Said } from './phrases.ts'
import { isMark, type Piece, piecesOf, tidied } from './pieces.ts'
import { nearest, type Suggestion } from './suggest.ts'
import { unslack, withMentions } from './unslack.ts'
import { readWhen, type When } from './when.ts'

/** The names that an organization has; each list may be left out. */
export interface KnownNames {
  roles?: readonly string[]
  teams?: readonly string[]
  departments?: readonly string[]
  units?: readonly string[]
  sites?: readonly string[]
}

/** Somebody who was named as Slack names people: with the id their e-mail address can be asked for. */
export interface Mention {
  userId: string | null
  name: string | null
}

/** A text on its way to being understood. */
export interface Reading {
  text: string
  pieces: Piece[]
  at: number
  now: LocalMoment
  known: Record<'role' | 'group', NameTree<Slot>>
  /** What a role or a group may be called, for guessing at misspelt ones. */
  names: Record<'role' | 'group', string[]>
  unreadable: string[]
  suggestions: Suggestion[]
  /** How often it was guessed what somebody meant. */
  guesses: number
  /** What was heard at each piece that was listened to. */
  heard: Map<number, Heard | null>
}

const namesOf = (slot: Slot, names: readonly string[] = []): Named<Slot>[] =>
  names.map((name) => ({ name, kind: slot }))

export function reading(slackText: string, now: LocalMoment, known: KnownNames): Reading {
  const text = tidied(withMentions(slackText))
  const roles = namesOf('role', known.roles)
  const groups = [
    ...namesOf('team', known.teams),
    ...namesOf('department', known.departments),
    ...namesOf('unit', known.units),
    ...namesOf('site', known.sites),
  ]
  return {
    text,
    pieces: piecesOf(text),
    at: 0,
    now,
    known: { role: treeOf(roles), group: treeOf(groups) },
    names: { role: roles.map((it) => it.name), group: groups.map((it) => it.name) },
    unreadable: [],
    suggestions: [],
    guesses: 0,
    heard: new Map(),
  }
}

export const pieceAt = (it: Reading, ahead = 0): Piece | undefined => it.pieces[it.at + ahead]

/** What stands from the one piece to the other, as it was written. */
export const between = (it: Reading, first: Piece, last: Piece): string =>
  it.text.slice(first.start, last.end)

/** Moves to the first piece that begins at or after a place of the text. */
export function moveTo(it: Reading, place: number): void {
  while (it.at < it.pieces.length && (it.pieces[it.at]?.start ?? 0) < place) it.at++
}

export const knownAt = (it: Reading, of: 'role' | 'group', ahead = 0) =>
  longestName(it.known[of], it.pieces, it.at + ahead)

export type Heard = { end: number } & ({ about: 'when'; when: When } | Said)

/** Nobody says as much about a list in one go: from here on words are only words. */
const PHRASES = 1_000

/** The phrase that begins at the next piece, if one does. */
export function heardAt(it: Reading, ahead = 0): Heard | null {
  const place = it.at + ahead
  const before = it.heard.get(place)
  if (before !== undefined) return before
  const heard = it.heard.size < PHRASES ? listenAt(it, ahead) : null
  if (heard || mayBegin(pieceAt(it, ahead))) it.heard.set(place, heard)
  return heard
}

const mayBegin = (piece: Piece | undefined): boolean => piece?.kind === 'word' && mayBeginPhrase(piece.text)

function listenAt(it: Reading, ahead: number): Heard | null {
  const piece = pieceAt(it, ahead)
  if (piece?.kind !== 'word' || !mayBeginPhrase(piece.text)) return null
  const when = readWhen(it.text, piece.start, it.now)
  if (when) return { about: 'when', ...when }
  return readPhrase(it.text, piece.start)
}

/** "and", "&", "-" between two things: they part like a comma. */
export const isParting = (piece: Piece | undefined): boolean =>
  isMark(piece, ',;，；、،؛|•◦‣▪●∙⁃"”') ||
  (piece?.kind === 'word' && (/^[\p{P}\p{S}]+$/u.test(piece.text) || /^and$/i.test(piece.text)))

/** Guesses cost time: a text with more slips than this is no slip. */
const GUESSES = 24

export const mayGuess = (it: Reading): boolean => it.guesses < GUESSES

export function guess(it: Reading, typed: string, among: readonly string[]): string | null {
  if (!mayGuess(it)) return null
  it.guesses++
  const meant = nearest(typed, among)
  const isNew = meant !== typed && !it.suggestions.some((said) => said.typed === typed)
  if (meant && isNew) it.suggestions.push({ typed, meant })
  return meant
}

/** Somebody reads it: so in their own words, not in Slack's. */
export const asTyped = (text: string): string =>
  /[<&]/.test(text) ? unslack(text.replace(/&(?=(?:amp|lt|gt);)/g, '&amp;')).trim() : text.trim()
