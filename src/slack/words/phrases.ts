import type { GroupKind } from '../../domain/group-kind.ts'
import { endOf, phrase, phraseAt } from './phrase.ts'
import { countOf, minutesOf } from './when.ts'

/** What names may follow a word: roles, groups of one kind, or groups of whichever kind has the name. */
export type Slot = 'role' | GroupKind | 'group'

/** A phrase that says something besides whom to invite, and where it ends. */
export type Said = { end: number } & (
  | { about: 'names'; slot: Slot; isNoun: boolean }
  | { about: 'by'; by: 'letter' | 'link' }
  | { about: 'lifetime'; seconds: number }
  | { about: 'message' }
  | { about: 'nothing' }
)

const to = '(?:(?:in|into|to|for|on|at|with|of) )?(?:(?:the|our|an?) )?'

const byLink = phrase(
  '(?:(?:by|as|via|with|using) )(?:an? )?links?(?: only)?|links? only|only (?:an? )?links?',
)
const byLetter = phrase('(?:by|as|via) (?:an? )?(?:e-?mail|mail|letter)')
const lifetime = phrase(
  '(?:(?:valid|good|open|expir(?:es|ing)|lifetime)(?: for| in| after)?|for|ttl):? ?(?<count>\\d{1,4}|an?|one|two|three) ?(?<unit>min|h|d|w|minute|hour|day|week)s?',
)
const message = phrase('(?:with (?:the |an? )?)?(?:message|msg|note|text)|saying')
const nothing = phrase('and|also|plus|then|please|pls|kindly|invite|thanks|thank you|e-?mails?|addresses')

const slots: [Slot, boolean, RegExp][] = [
  ['role', true, phrase('(?:(?:with|having|as|in) )?(?:(?:the|an?) )?roles?')],
  ['team', true, phrase(`${to}teams?`)],
  ['department', true, phrase(`${to}(?:depts?|departments?)`)],
  ['unit', true, phrase(`${to}units?`)],
  ['site', true, phrase(`${to}sites?`)],
  ['group', true, phrase(`${to}groups?`)],
  ['role', false, phrase('as')],
  ['group', false, phrase('in|into|to')],
]

/** The words that any phrase begins with: most words of a long list are none of them, and need no closer look. */
const beginnings = new Set(
  `as in into to for on at with of the having by via using link links only valid good open expires expiring
  lifetime ttl message msg note text saying and also plus then please pls kindly invite thanks thank e-mail email e-mails emails
  addresses role roles team teams dept depts department departments unit units site sites group groups send deliver
  sent next now right immediately straight later today tomorrow this mon tue wed thu fri sat sun`.split(
    /\s+/,
  ),
)
const monthOrDay = /^(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)/i

export const mayBeginPhrase = (word: string): boolean =>
  monthOrDay.test(word) || beginnings.has(word.replace(/[.:：!?…]{1,3}$/u, '').toLowerCase())

export function readPhrase(text: string, start: number): Said | null {
  const found = phraseAt(byLink, text, start)
  if (found) return { about: 'by', by: 'link', end: endOf(found) }
  const letter = phraseAt(byLetter, text, start)
  if (letter) return { about: 'by', by: 'letter', end: endOf(letter) }
  const span = phraseAt(lifetime, text, start)
  if (span) return { about: 'lifetime', seconds: secondsIn(span), end: endOf(span) }
  return readWordOfOne(text, start)
}

function readWordOfOne(text: string, start: number): Said | null {
  const said = phraseAt(message, text, start)
  if (said) return { about: 'message', end: endOf(said) }
  for (const [slot, isNoun, pattern] of slots) {
    const found = phraseAt(pattern, text, start)
    if (found) return { about: 'names', slot, isNoun, end: endOf(found) }
  }
  const idle = phraseAt(nothing, text, start)
  return idle && { about: 'nothing', end: endOf(idle) }
}

const secondsIn = (span: RegExpExecArray): number =>
  countOf(span.groups?.count ?? '') * minutesOf(span.groups?.unit ?? '') * 60
