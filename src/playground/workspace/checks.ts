/** Where a view or message breaks a rule of Block Kit, as a JSON pointer into what was sent. */
export interface Fault {
  pointer: string
  words: string
}

/** The body Slack answers with. */
export interface Refused {
  ok: false
  error: string
}

/** The Block Kit checker, from outside, so that the workspace refuses exactly what the tests of views refuse. */
export interface Checks {
  view(view: unknown): Fault[]
  viewRefused(faults: never[]): Refused | undefined
  message(message: unknown, sending: 'post' | 'update'): Fault[]
  messageRefused(faults: never[]): Refused | undefined
  /** The answer to a block_suggestion. */
  suggestions(answer: unknown): Fault[]
}

export const unchecked: Checks = {
  view: () => [],
  viewRefused: () => undefined,
  message: () => [],
  messageRefused: () => undefined,
  suggestions: () => [],
}

export const inOneLine = ({ words, pointer }: Fault): string => `${words} [json-pointer:${pointer}]`
