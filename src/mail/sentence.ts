import { inert, oneLine, shortened } from './inert.ts'

/** Words that came from people or machines. They are made inert, unless they are there to be copied. */
export type Theirs = string | { exactly: string }

/** Our words, and between them theirs: kept apart to the end, so that nobody can forget which is which. */
export interface Sentence {
  ours: readonly string[]
  theirs: readonly Theirs[]
}

export const say = (ours: TemplateStringsArray, ...theirs: Theirs[]): Sentence => ({ ours, theirs })

/** An address that was validated and that its reader will want to copy: no invisible characters in it. */
export const exactly = (address: string): Theirs => ({ exactly: address })

export const inertly = (it: Theirs): string => (typeof it === 'string' ? inert(it) : oneLine(it.exactly))

export const plainly = ({ ours, theirs }: Sentence): string =>
  ours.map((words, at) => words + (at < theirs.length ? inertly(theirs[at] ?? '') : '')).join('')

const SUBJECT_LIMIT = 150
const NAME_LIMIT = 60

/** A header: one line, no name so long that it pushes the rest out of sight. Nothing links a subject. */
export function subject(ours: TemplateStringsArray, ...theirs: string[]): string {
  const words = ours.map((it, at) => it + shortened(oneLine(theirs[at] ?? ''), NAME_LIMIT))
  return shortened(oneLine(words.join('')), SUBJECT_LIMIT)
}
