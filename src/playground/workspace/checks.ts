/** Where a view or message breaks a rule of Block Kit, as a JSON pointer into what was sent. */
export interface Fault {
  pointer: string
  words: string
}

/** The Block Kit checker, from outside, so that the workspace refuses exactly what the tests of views refuse. */
export interface Checks {
  view(view: unknown): Fault[]
  message(message: unknown): Fault[]
  /** The answer to a block_suggestion. */
  options(answer: unknown): Fault[]
}

export const uncheckedBlocks: Checks = { view: () => [], message: () => [], options: () => [] }
