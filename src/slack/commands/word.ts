import { seeNames } from '../../usecases/organizations/see-names.ts'
import type { Answer, Heard } from '../door/answer.ts'
import type { Told } from '../door/told.ts'
import { localMomentOf } from '../words/local-moment.ts'
import { type PeopleWords, readPeople } from '../words/read-people.ts'

/** What was asked with this word, as it was read; several words may be read alike. */
export type Asked<W extends PeopleWords['word']> = Of<PeopleWords, W>
type Of<P, W> = P extends { word: infer X } ? (W extends X ? P & { word: W } : never) : never

/** One word of the root command: whether a modal opens for it, and what it does. */
export interface WordReaction<W extends PeopleWords['word']> {
  /** The title of a modal to open before anything is looked up; decided by what was typed alone. */
  opens?: string | ((asked: Asked<W>) => string | null)
  react: (heard: Heard, asked: Asked<W>) => Promise<Answer> | Answer
}

export type WordReactions = { [W in PeopleWords['word']]?: WordReaction<W> }

/** Behind a command it was typed; a button that offers it carries it. */
export const lineOf = ({ deed, words, value }: Pick<Told, 'deed' | 'words' | 'value'>): string =>
  deed === 'command' ? words : value

/** Some moment: which modal opens does not depend on what "tomorrow" is. */
const whenever = { year: 2000, month: 1, day: 1, hour: 0, minute: 0 }

/** Before anything is looked up: without the names of this organization. */
export const readBlindly = (told: Told): PeopleWords => readPeople(lineOf(told), whenever)

const wordsWithNames: PeopleWords['word'][] = ['invite', 'add', 'create', 'pending', 'list', 'find', 'export']

/** As whoever typed it means it: by their clock, with the names their organization has. */
export async function readFully(heard: Heard, asked: PeopleWords): Promise<PeopleWords> {
  const { ctx, speaker } = heard
  if (!wordsWithNames.includes(asked.word)) return asked
  const now = localMomentOf(ctx.now(), speaker.timeZone)
  return readPeople(lineOf(heard), now, await seeNames(ctx))
}

export function titleFor(reactions: WordReactions, asked: PeopleWords): string | null {
  const { opens } = reactionTo(reactions, asked)
  return typeof opens === 'function' ? opens(asked) : (opens ?? null)
}

/** A word that nobody answers yet is told where the same can be done. */
const unanswered: WordReaction<PeopleWords['word']> = {
  react: (_, { word }) => ({ note: { text: `The word ${word} is not answered here. Try help.` } }),
}

/** The cast is safe because the word of what was asked is the key it was found by. */
export const reactionTo = (reactions: WordReactions, { word }: PeopleWords) =>
  (reactions[word] ?? unanswered) as WordReaction<PeopleWords['word']>
