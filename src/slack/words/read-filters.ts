import { statusWords } from '../../domain/status-words.ts'
import { longestName, type NameTree, sameName, treeOf } from './names.ts'
import { type Piece, piecesOf, tidied } from './pieces.ts'
import { asTyped, type KnownNames } from './reading.ts'
import { nearest, type Suggestion } from './suggest.ts'
import { withMentions } from './unslack.ts'

/** What a list is narrowed to; null is not asked. Names are as known, or as typed where nothing is known. */
export interface ListFilters {
  status: string | null
  role: string | null
  team: string | null
  department: string | null
  unit: string | null
  site: string | null
  /** Everything that is no filter: parts of names, addresses, phone numbers. */
  search: string
  unreadable: string[]
  suggestions: Suggestion[]
}

type Field = 'status' | 'role' | 'team' | 'department' | 'unit' | 'site'

const fields: Record<string, Field> = {
  status: 'status',
  state: 'status',
  is: 'status',
  role: 'role',
  roles: 'role',
  team: 'team',
  teams: 'team',
  dept: 'department',
  department: 'department',
  unit: 'unit',
  site: 'site',
}

const invitationStates = [
  'awaiting approval',
  'scheduled',
  'pending',
  'expired',
  'accepted',
  'declined',
  'cancelled',
  'canceled',
  'denied',
]

/** "status:pending role:Admin team:"Core Platform" ada": filters anywhere, the rest is searched for. */
export function readFilters(
  slackText: string,
  known: KnownNames = {},
  of: 'list' | 'find' | 'pending' | 'export' = 'list',
): ListFilters {
  const text = tidied(withMentions(slackText))
  const statuses = of === 'pending' ? invitationStates : [...statusWords, 'deleted']
  const it: Filtering = {
    text,
    pieces: piecesOf(text),
    at: 0,
    names: namesIn(known, statuses),
    searched: [],
    trees: {},
    guesses: 0,
    ...none(),
  }
  if (of !== 'find') takeBareStatus(it)
  while (it.at < it.pieces.length) readOn(it)
  return { ...it.found, search: it.searched.join(' ') }
}

interface Filtering {
  text: string
  pieces: Piece[]
  at: number
  names: Record<Field, readonly string[]>
  trees: Partial<Record<Field, NameTree<Field>>>
  guesses: number
  searched: string[]
  found: ListFilters
}

const none = (): Pick<Filtering, 'found'> => ({
  found: {
    status: null,
    role: null,
    team: null,
    department: null,
    unit: null,
    site: null,
    search: '',
    unreadable: [],
    suggestions: [],
  },
})

const namesIn = (known: KnownNames, statuses: string[]): Record<Field, readonly string[]> => ({
  status: statuses,
  role: known.roles ?? [],
  team: known.teams ?? [],
  department: known.departments ?? [],
  unit: known.units ?? [],
  site: known.sites ?? [],
})

/** "list pending": the word for a status is one, where it comes first. */
function takeBareStatus(it: Filtering): void {
  const status = longestOf(it, 'status')
  if (!status) return
  it.found.status = status.name
  it.at += status.length
}

/** Grown when first asked for: most lists are asked without any filter. */
function treeFor(it: Filtering, field: Field): NameTree<Field> {
  it.trees[field] ??= treeOf(it.names[field].map((name) => ({ name, kind: field })))
  return it.trees[field]
}

const longestOf = (it: Filtering, field: Field) => longestName(treeFor(it, field), it.pieces, it.at)

function readOn(it: Filtering): void {
  const piece = it.pieces[it.at] as Piece
  it.at++
  const key = piece.kind === 'word' ? /^(\p{L}+)[:：]$/u.exec(piece.text)?.[1]?.toLowerCase() : undefined
  const field = key !== undefined && Object.hasOwn(fields, key) ? fields[key] : undefined
  if (field) takeFilter(it, field, piece)
  else if (key !== undefined && it.pieces[it.at]?.start === piece.end) takeUnknownKey(it, key, piece)
  else if (piece.kind === 'mention')
    it.searched.push((piece.userId && piece.name) || asTyped(textOf(it, piece)))
  else if (piece.kind !== 'mark') it.searched.push(asTyped(piece.text))
}

const textOf = (it: Filtering, piece: Piece): string => it.text.slice(piece.start, piece.end)

/** A filter asked twice cannot be kept twice: the second is said to be unreadable, not dropped. */
function takeFilter(it: Filtering, field: Field, key: Piece): void {
  const value = it.found[field] === null ? longestOf(it, field) : null
  const piece = it.pieces[it.at]
  if (!piece || piece.kind === 'mark') it.found.unreadable.push(asTyped(textOf(it, key)))
  else if (value) {
    it.found[field] = value.name
    it.at += value.length
  } else takeTyped(it, field, key, piece)
}

function takeTyped(it: Filtering, field: Field, key: Piece, piece: Piece): void {
  it.at++
  const typed = piece.kind === 'quoted' || piece.kind === 'word' ? asTyped(piece.text) : textOf(it, piece)
  if (it.found[field] !== null)
    return void it.found.unreadable.push(asTyped(it.text.slice(key.start, piece.end)))
  const same = sameName(treeFor(it, field), typed)
  it.found[field] = same?.name ?? typed
  if (!same) suggest(it, typed, it.names[field])
}

function takeUnknownKey(it: Filtering, key: string, piece: Piece): void {
  const value = it.pieces[it.at] as Piece
  it.at++
  const whole = asTyped(it.text.slice(piece.start, value.end))
  if (suggest(it, key, Object.keys(fields))) it.found.unreadable.push(whole)
  else it.searched.push(whole)
}

const GUESSES = 12

function suggest(it: Filtering, typed: string, among: readonly string[]): boolean {
  const meant = it.guesses++ < GUESSES ? nearest(typed, among) : null
  if (meant && meant !== typed) it.found.suggestions.push({ typed, meant })
  return meant !== null
}
