import type { Flags } from './connector.ts'

const answers = [200, 204] as const

/** What a connection may set each flag to, whatever its connector: a form offers these, and nothing else is taken. */
export const flagChoices: { readonly [F in keyof Flags]: readonly Flags[F][] } = {
  removeMembersWithValue: ['lenient', 'strict'],
  createOnReplace: ['lenient', 'strict'],
  emptyStringClears: [true, false],
  unknownAttributes: ['ignore', 'reject'],
  patchAnswer: answers.flatMap((user) => answers.map((group) => ({ user, group }))),
  deleteMeans: ['soft', 'hard'],
  entraSchemasView: [true, false],
}
