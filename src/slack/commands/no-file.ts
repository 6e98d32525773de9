import type { SlackNeeds } from '../needs.ts'
import { fileWords } from './people.view.ts'
import type { WordReaction } from './word.ts'

/** Files are neither read nor written here: what does the same is said instead. */
export const noFile = <W extends 'import' | 'export'>({
  commands,
}: Pick<SlackNeeds, 'commands'>): WordReaction<W> => ({
  react: (_: unknown, { word }: { word: 'import' | 'export' }) => ({ note: fileWords(word, commands) }),
})
