import { type Fault, inOneLine } from '../blocks/fault.ts'
import type { Refused } from '../blocks/refusals.ts'

/** An answer with ok: false, in Slack's own words. */
export class SlackError extends Error {
  readonly code: string
  readonly more: Record<string, unknown>
  readonly words: string[]

  constructor(code: string, more: Record<string, unknown> = {}, words: string[] = []) {
    super(code)
    this.code = code
    this.more = more
    this.words = words
  }
}

export const badArguments = (...messages: string[]): SlackError =>
  new SlackError(
    'invalid_arguments',
    { response_metadata: { messages: messages.map((it) => `[ERROR] ${it}`) } },
    messages,
  )

/** What the checker found, as Slack would say it; nothing for nothing. */
export function refuse(faults: Fault[], body: Refused | undefined): void {
  if (!body) return
  const { ok: _ok, error, ...more } = body
  throw new SlackError(error, more, faults.map(inOneLine))
}
