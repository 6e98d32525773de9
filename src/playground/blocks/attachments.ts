import { blocks } from './blocks.ts'
import type { Faults } from './fault.ts'
import { list, object } from './shape.ts'
import { string } from './strings.ts'
import { words } from './words.ts'

const most = 100
/** Only the coloured bar round blocks; the older fields are refused aloud. */
const attachments = list(
  object({}, { blocks: blocks.message, color: string(1), fallback: string() }, words.notModelled),
  0,
  most,
)

export function checkAttachments(value: unknown, at: string, faults: Faults): void {
  const found: Faults = []
  attachments(value, at, found)
  const code = Array.isArray(value) && value.length > most ? 'too_many_attachments' : 'invalid_attachments'
  faults.push(...found.map((fault) => ({ ...fault, code })))
}
