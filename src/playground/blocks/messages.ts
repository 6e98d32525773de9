import { checkAttachments } from './attachments.ts'
import { blocks } from './blocks.ts'
import type { Fault } from './fault.ts'
import { responseUrlInForms, uniqueIds } from './rules.ts'
import { all, has, isObject, type Json } from './shape.ts'
import { lengthOf } from './strings.ts'
import { charactersOf } from './weight.ts'
import { words } from './words.ts'

export type Sending = 'post' | 'update'

/** A post past its limit is cut off by Slack; nobody means that, so it counts as refused, as an update's is. */
const mostText: Record<Sending, number> = { post: 40_000, update: 4_000 }
/** Of all blocks together, as JSON; nowhere documented, met at about this size (bolt-js #2509 and #2867). */
const mostBlockCharacters = 13_200

const inBlocks = all(blocks.message, uniqueIds, responseUrlInForms(false))

/** Everything Slack would refuse in what a message says: its text, blocks and attachments. Where it goes is not looked at. */
export function checkMessage(message: unknown, sending: Sending = 'post'): Fault[] {
  if (!isObject(message)) return [{ pointer: '', words: words.object, code: 'invalid_arguments' }]
  const faults: Fault[] = [...faultsOfText(message, sending), ...faultsOfBlocks(message)]
  if (has(message, 'attachments')) checkAttachments(message.attachments, '/attachments', faults)
  return faults
}

/** Blocks without text are let through by Slack and refused here: a notification and a screen reader have only the text. */
function faultsOfText(message: Json, sending: Sending): Fault[] {
  const { text } = message
  if (text === undefined || text === '')
    return [{ pointer: '/text', words: words.missing('text'), code: 'no_text' }]
  if (typeof text !== 'string') return [{ pointer: '/text', words: words.string, code: 'invalid_arguments' }]
  const most = mostText[sending]
  return lengthOf(text) > most ? [{ pointer: '/text', words: words.tooLong(most), code: 'msg_too_long' }] : []
}

function faultsOfBlocks(message: Json): Fault[] {
  if (!has(message, 'blocks')) return []
  if (!Array.isArray(message.blocks))
    return [{ pointer: '/blocks', words: words.array, code: 'invalid_blocks_format' }]
  const faults: Fault[] = []
  inBlocks(message.blocks, '/blocks', faults)
  if (charactersOf(message.blocks) > mostBlockCharacters)
    faults.push({
      pointer: '/blocks',
      words: words.tooLong(mostBlockCharacters),
      code: 'msg_blocks_too_long',
    })
  return faults
}
