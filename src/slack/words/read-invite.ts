import type { GroupKind } from '../../domain/group-kind.ts'
import type { LocalMoment } from './local-moment.ts'
import type { Slot } from './phrases.ts'
import { isMark, type Piece } from './pieces.ts'
import { readNames } from './read-names.ts'
import {
  asTyped,
  between,
  guess,
  type Heard,
  heardAt,
  isParting,
  type KnownNames,
  knownAt,
  type Mention,
  moveTo,
  pieceAt,
  type Reading,
  reading,
} from './reading.ts'
import type { Suggestion } from './suggest.ts'
import type { When } from './when.ts'

/** What somebody wrote about whom to invite, before any rule has looked at it. */
export interface InviteWords {
  /** In order and as typed; malformed and repeated ones too, since each is to be answered. */
  addresses: string[]
  roles: string[]
  teams: string[]
  departments: string[]
  units: string[]
  sites: string[]
  message: string | null
  when: When
  by: 'letter' | 'link'
  /** Null: as long as the organization lets links live. */
  lifetimeSeconds: number | null
  /** People named as Slack names them; their addresses are Slack's to tell. */
  mentions: Mention[]
  /** Every piece that was not understood, as it was typed. */
  unreadable: string[]
  suggestions: Suggestion[]
  /** A quotation was opened and never closed, and so took everything behind it. */
  isQuoteOpen: boolean
}

interface InviteReading extends Reading {
  found: Omit<InviteWords, 'unreadable' | 'suggestions' | 'message'> & { messages: string[] }
  /** Words that are a name if an address follows, and unreadable if not. */
  pending: Piece[]
}

/** "ada@x.test, bob@y.test as Admin in Platform "welcome!" tomorrow": whatever people type, read in one go. */
export function readInvite(text: string, now: LocalMoment, known: KnownNames = {}): InviteWords {
  const it = begin(text, now, known)
  while (it.at < it.pieces.length) readOn(it)
  return end(it)
}

/** A field for addresses alone: nothing but addresses and the names before them means anything. */
export function readAddresses(text: string): Pick<InviteWords, 'addresses' | 'mentions' | 'unreadable'> {
  const it = begin(text, { year: 2000, month: 1, day: 1, hour: 0, minute: 0 }, {})
  while (it.at < it.pieces.length) readWhom(it, pieceAt(it) as Piece)
  const { addresses, mentions, unreadable, message } = end(it)
  return { addresses, mentions, unreadable: message ? [...unreadable, message] : unreadable }
}

const begin = (text: string, now: LocalMoment, known: KnownNames): InviteReading => ({
  ...reading(text, now, known),
  found: {
    addresses: [],
    roles: [],
    teams: [],
    departments: [],
    units: [],
    sites: [],
    messages: [],
    when: null,
    by: 'letter',
    lifetimeSeconds: null,
    mentions: [],
    isQuoteOpen: false,
  },
  pending: [],
})

function end(it: InviteReading): InviteWords {
  giveUpPending(it)
  const { messages, ...found } = it.found
  const message = messages.filter(Boolean).join('\n') || null
  return { ...found, message, unreadable: it.unreadable, suggestions: it.suggestions }
}

function readOn(it: InviteReading): void {
  const piece = pieceAt(it) as Piece
  const heard = piece.kind === 'word' ? heardHere(it, piece) : null
  if (heard) take(it, heard)
  else readWhom(it, piece)
}

/** "as Link" gives a role where there is one of that name; "at HQ" is a place only where there is one. */
function heardHere(it: InviteReading, { text, end }: Piece & { kind: 'word' }): Heard | null {
  if (/^as$/i.test(text) && knownAt(it, 'role', 1))
    return { about: 'names', slot: 'role', isNoun: false, end }
  const heard = heardAt(it)
  if (heard) return heard.about === 'message' && isNoMessage(it, heard) ? null : heard
  const isPlace = /^at$/i.test(text) && knownAt(it, 'group', 1)
  return isPlace ? { about: 'names', slot: 'group', isNoun: false, end } : null
}

/** "message bob@y.test": an address is no message unless a colon or quotes say so. */
function isNoMessage(it: InviteReading, heard: Heard): boolean {
  if (/[:：]/.test(it.text[heard.end - 1] ?? '')) return false
  const next = it.pieces.slice(it.at, it.at + 6).find((piece) => piece.start >= heard.end)
  return next === undefined || next.kind === 'address' || next.kind === 'mention'
}

function take(it: InviteReading, heard: Heard): void {
  if (heard.about !== 'nothing') giveUpPending(it)
  moveTo(it, heard.end)
  if (heard.about === 'by') it.found.by = heard.by
  else if (heard.about === 'lifetime') it.found.lifetimeSeconds = heard.seconds
  else if (heard.about === 'when') it.found.when = heard.when
  else if (heard.about === 'message') takeMessage(it)
  else if (heard.about === 'names') takeNames(it, heard.slot)
}

/** A message without quotes goes on to the end. */
function takeMessage(it: InviteReading): void {
  const first = pieceAt(it)
  if (!first || first.kind === 'quoted') return
  it.found.messages.push(asTyped(it.text.slice(first.start)))
  it.at = it.pieces.length
}

const lists: Record<GroupKind | 'role', 'roles' | 'teams' | 'departments' | 'units' | 'sites'> = {
  role: 'roles',
  team: 'teams',
  department: 'departments',
  unit: 'units',
  site: 'sites',
}

function takeNames(it: InviteReading, slot: Slot): void {
  for (const { name, slot: kind } of readNames(it, slot))
    it.found[lists[kind === 'group' ? 'team' : kind]].push(name)
}

/** Addresses, people, names before addresses, messages; what is none of them waits for an address. */
function readWhom(it: InviteReading, piece: Piece): void {
  it.at++
  if (piece.kind === 'address') takeAddress(it, piece)
  else if (piece.kind === 'mention') {
    giveUpPending(it)
    it.found.mentions.push({ userId: piece.userId, name: piece.name })
  } else if (piece.kind === 'quoted') takeQuoted(it, piece)
  else if (isMark(piece, ';\n')) giveUpPending(it)
  else if (piece.kind === 'word' || it.pending.length > 0) it.pending.push(piece)
}

function takeQuoted(it: InviteReading, piece: Piece & { kind: 'quoted' }): void {
  if (isMark(pieceAt(it), '<(') && pieceAt(it, 1)?.kind === 'address') return
  it.found.messages.push(asTyped(piece.text))
  if (!piece.isClosed) it.found.isQuoteOpen = true
}

function takeAddress(it: InviteReading, piece: Piece & { kind: 'address' }): void {
  const before = it.pieces[it.at - 2]
  settleNameBefore(it, before)
  if (!isSameInBrackets(it, piece, before)) it.found.addresses.push(piece.text)
  skipComment(it)
}

/** bob@y.test <bob@y.test>: one address that is its own name. */
function isSameInBrackets(
  it: InviteReading,
  piece: Piece & { kind: 'address' },
  before: Piece | undefined,
): boolean {
  const name = it.pieces[it.at - 3]
  return (
    isMark(before, '<(') &&
    name?.kind === 'address' &&
    name.text.toLowerCase() === piece.text.toLowerCase() &&
    it.found.addresses.at(-1) === name.text
  )
}

/** ada@x.test (Ada Lovelace): a name that follows. */
function skipComment(it: InviteReading): void {
  if (!isMark(pieceAt(it), '(')) return
  for (let ahead = 1; ahead < 10; ahead++) {
    const piece = pieceAt(it, ahead)
    if (isMark(piece, ')')) it.at += ahead + 1
    if (piece?.kind !== 'word') return
  }
}

/** The words before an address are a name where brackets, a dash, a colon or a column of a table say so. */
function settleNameBefore(it: InviteReading, before: Piece | undefined): void {
  const last = it.pending.findLast((piece) => piece.kind === 'word')
  if (isMark(before, '<([')) forgetName(it)
  else if (it.pending.some((piece) => isMark(piece, '\t'))) it.pending = []
  else if (last === before && last?.kind === 'word' && /^(?:[-–—]|.*[:：])$/u.test(last.text)) forgetName(it)
  giveUpPending(it)
}

/** "Doe, Carol" is one name; what stands before two commas is not part of it. */
function forgetName(it: InviteReading): void {
  const commas = it.pending.flatMap((piece, at) => (isMark(piece, ',，、|') ? [at] : []))
  it.pending = commas.length > 1 ? it.pending.slice(0, commas.at(-1)) : []
}

function giveUpPending(it: InviteReading): void {
  let run: Piece[] = []
  for (const piece of [...it.pending, undefined]) {
    if (piece && !isRunEnd(piece)) run.push(piece)
    else {
      giveUp(it, run)
      run = []
    }
  }
  it.pending = []
}

const isRunEnd = (piece: Piece): boolean => isMark(piece, '\t') || (piece.kind === 'mark' && isParting(piece))

const keywords = [
  'as',
  'role',
  'team',
  'dept',
  'department',
  'unit',
  'site',
  'group',
  'message',
  'tomorrow',
  'link',
]
const columns =
  /^(?:(?:first|last|full|display|given|family)[ _-]?names?|names?|surname|e-?mails?|mail|address|role|title|department|team|phone)$/i

function giveUp(it: InviteReading, run: Piece[]): void {
  const words = run.filter((piece) => piece.kind === 'word' && !/^[\p{P}\p{S}]+$/u.test(piece.text))
  const [first, last] = [words[0], words.at(-1)]
  if (!first || !last) return
  const said = asTyped(between(it, first, last))
  if (columns.test(said)) return
  it.unreadable.push(said)
  for (const piece of words.slice(0, 3))
    if (piece.kind === 'word') guess(it, piece.text.replace(/[:：]$/, ''), keywords)
}
