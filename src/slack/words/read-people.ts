import type { GroupKind } from '../../domain/group-kind.ts'
import { helpEntries, type Word, words } from './help.ts'
import type { LocalMoment } from './local-moment.ts'
import { piecesOf, tidied } from './pieces.ts'
import { type ListFilters, readFilters } from './read-filters.ts'
import { type InviteWords, readInvite } from './read-invite.ts'
import { readTargets, type Targets } from './read-targets.ts'
import type { KnownNames } from './reading.ts'
import { nearest } from './suggest.ts'
import { unslack, withMentions } from './unslack.ts'

/** What somebody wants from the root command. */
export type PeopleWords =
  /** Nothing was typed: show where everything is. */
  | { word: 'form' }
  | { word: 'invite' | 'add' | 'create'; invite: InviteWords }
  | { word: 'pending' | 'list' | 'find' | 'export'; filters: ListFilters }
  | { word: TargetWord; targets: Targets }
  | { word: 'logins'; targets: Targets; onlyFailed: boolean }
  | { word: 'groups'; kind: GroupKind | null; text: string }
  | { word: 'roles' | 'org' | 'import' | 'sync' | 'audit' | 'settings'; text: string }
  | { word: 'help'; about: Word | null; unknown: { typed: string; suggestion: Word | null } | null }
  /** `rest` is everything that was typed, for "Find … instead". */
  | { word: 'unknown'; typed: string; suggestion: Word | null; rest: string }

type TargetWord = 'resend' | 'cancel' | 'show' | 'suspend' | 'enable' | 'delete' | 'reset' | 'sessions'

/** `/people …`: the first word says what, the rest is read as that word reads it. */
export function readPeople(text: string, now: LocalMoment, known: KnownNames = {}): PeopleWords {
  const plain = tidied(withMentions(text)).trim()
  if (plain === '') return { word: 'form' }
  if (beginsWithAddress(plain)) return { word: 'invite', invite: readInvite(text, now, known) }
  const first = /^[/\s]*(\S+)/.exec(plain)?.[1] ?? plain
  const word = wordMeant(first)
  if (!word) return unknown(first, unslack(text).trim())
  return asked(word, first.toLowerCase(), restOf(text), now, known)
}

/** The command in Slack's own writing, without its first word. */
function restOf(text: string): string {
  const words = text.replace(/^[/\s\u00ad\u180e\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\0]*/, '')
  const end = words.search(/\s/)
  return end < 0 ? '' : words.slice(end).trim()
}

function beginsWithAddress(plain: string): boolean {
  const pieces = piecesOf(plain.slice(0, 1000))
  const first = pieces.find((it) => it.kind !== 'mark')
  if (first?.kind !== 'quoted') return first?.kind === 'address'
  return pieces.slice(0, 4).some((it) => it.kind === 'address')
}

const meanings = new Map<string, Word>(
  helpEntries.flatMap((it) => [it.word, ...it.also].map((word) => [word, it.word] as const)),
)

/** The word, or one that means it; case, a leading dash or slash and a final colon do not count. */
export const wordMeant = (typed: string): Word | null =>
  meanings.get(typed.toLowerCase()) ?? meanings.get(bare(typed)) ?? null

const bare = (typed: string): string => typed.toLowerCase().replace(/^[-/–—]{1,3}|[:.,!;]{1,3}$/g, '')

/** Synonyms are guessed too, but what is taught is offered. */
function suggestionFor(typed: string): Word | null {
  const near =
    nearest(bare(typed.slice(0, 200)), words) ?? nearest(bare(typed.slice(0, 200)), [...meanings.keys()])
  return near ? (meanings.get(near) ?? null) : null
}

const unknown = (typed: string, rest: string): PeopleWords => ({
  word: 'unknown',
  typed: unslack(typed),
  suggestion: suggestionFor(typed),
  rest,
})

function asked(word: Word, typed: string, rest: string, now: LocalMoment, known: KnownNames): PeopleWords {
  switch (word) {
    case 'invite':
    case 'add':
    case 'create':
      return { word, invite: readInvite(word === 'invite' ? rest : withoutUser(rest), now, known) }
    case 'pending':
    case 'list':
    case 'find':
    case 'export':
      return { word, filters: readFilters(rest, known, word) }
    case 'logins':
      return { word, ...failedOnly(rest) }
    case 'groups':
      return { word, ...kindIn(typed, rest) }
    case 'help':
      return helpAbout(rest)
    case 'roles':
    case 'org':
    case 'import':
    case 'sync':
    case 'audit':
    case 'settings':
      return { word, text: unslack(rest) }
    default:
      return { word, targets: readTargets(withoutObject(word, rest)) }
  }
}

/** "add user ada@x.test", "create account". */
const withoutUser = (rest: string): string =>
  rest.replace(/^(?:an? )?(?:new )?(?:user|person|people|account|member)s?(?=\s|$)/i, '')

/** "reset password ada@x.test", "resend invitation to ada@x.test", "sessions of ada". */
const withoutObject = (word: TargetWord, rest: string): string =>
  rest.replace(objects[word] ?? /^(?:the )?(?:user|account)s?\s(?=\s*\S)/i, '')

const objects: Partial<Record<TargetWord, RegExp>> = {
  reset: /^(?:the )?password(?: (?:of|for))?(?=\s|$)/i,
  resend: /^(?:the )?(?:invit(?:e|ation)s?)?(?:\s?(?:to|for|of)(?=\s))?(?=\s|$)/i,
  cancel: /^(?:the )?(?:invit(?:e|ation)s?)?(?:\s?(?:to|for|of)(?=\s))?(?=\s|$)/i,
  sessions: /^(?:of|for)(?=\s)/i,
}

function failedOnly(rest: string): { targets: Targets; onlyFailed: boolean } {
  const said = /^(?:only )?(?:failed|failures|refused)(?: (?:of|for))?(?=\s|$)/i.exec(rest)?.[0] ?? ''
  return {
    targets: readTargets(rest.slice(said.length).replace(/^(?:of|for)(?=\s)/i, '')),
    onlyFailed: said !== '',
  }
}

const kinds: [RegExp, GroupKind][] = [
  [/^teams?$/i, 'team'],
  [/^(?:dept|department)s?$/i, 'department'],
  [/^units?$/i, 'unit'],
  [/^sites?$/i, 'site'],
]

/** "/people teams" and "/people groups teams" ask the same. */
function kindIn(typed: string, rest: string): { kind: GroupKind | null; text: string } {
  const named = kinds.find(([word]) => word.test(bare(typed)))
  const first = /^\S+/.exec(rest)?.[0] ?? ''
  const kind = named ?? kinds.find(([word]) => word.test(first))
  return { kind: kind?.[1] ?? null, text: unslack(named || !kind ? rest : rest.slice(first.length)).trim() }
}

function helpAbout(rest: string): PeopleWords {
  const typed = unslack(/^\S+/.exec(rest)?.[0] ?? '')
  const about = wordMeant(typed)
  const isUnknown = typed !== '' && !about
  return { word: 'help', about, unknown: isUnknown ? { typed, suggestion: suggestionFor(typed) } : null }
}
