import { type Fault, inOneLine } from './fault.ts'

/** The body Slack answers with. */
export interface Refused {
  ok: false
  error: string
  errors?: string[]
  response_metadata?: { messages: string[] }
}

const noMatch = 'failed to match all allowed schemas'
const marked = (lines: string[]) => ({
  response_metadata: { messages: lines.map((line) => `[ERROR] ${line}`) },
})
/** A size that says everything in its name comes without lines. */
const speaks = new Set(['invalid_arguments', 'invalid_attachments'])
const ofCode = (faults: Fault[]): string | undefined => faults.find(({ code }) => code)?.code

/** What views.open, views.push, views.update and views.publish answer for faults of `checkView`; nothing for none. */
export function viewRefused(faults: Fault[]): Refused | undefined {
  if (faults.length === 0) return undefined
  const code = ofCode(faults)
  if (code) return { ok: false, error: code }
  const isSchema = faults.some(({ rule }) => !rule)
  const lines = [...(isSchema ? [`${noMatch} [json-pointer:/view]`] : []), ...faults.map(inOneLine)]
  return { ok: false, error: 'invalid_arguments', ...marked(lines) }
}

/** A section's text is a text and short enough at once; when it is too long Slack names the pair first. */
const withPair = (fault: Fault): string[] => {
  const isPair =
    /^\/blocks\/\d+\/text\/text$/.test(fault.pointer) && fault.words.startsWith('must be less than')
  return [...(isPair ? [`${noMatch} [json-pointer:${fault.pointer.slice(0, -5)}]`] : []), inOneLine(fault)]
}

/** What chat.postMessage, chat.update and chat.postEphemeral answer for faults of `checkMessage`; nothing for none. */
export function messageRefused(faults: Fault[]): Refused | undefined {
  if (faults.length === 0) return undefined
  const code = ofCode(faults)
  const lines = faults.filter((it) => !code || it.code === code).flatMap(withPair)
  if (!code) return { ok: false, error: 'invalid_blocks', errors: lines, ...marked(lines) }
  return { ok: false, error: code, ...(speaks.has(code) ? marked(lines) : {}) }
}
