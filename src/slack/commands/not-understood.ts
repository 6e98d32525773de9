import type { SlackNeeds } from '../needs.ts'
import { unknownWords } from './people.view.ts'
import type { WordReaction } from './word.ts'

/** A word that nobody knows: what it may have been, and whom it may have named. */
export const notUnderstood = ({ commands }: Pick<SlackNeeds, 'commands'>): WordReaction<'unknown'> => ({
  react: (_, asked) => ({ note: unknownWords(asked, commands) }),
})
