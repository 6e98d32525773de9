import type { Block } from './kit.ts'
import type { Values } from './values.ts'

export interface Message {
  ts: string
  channel: string
  /** Who wrote it; the bot's messages carry the bot's person. */
  user: string
  isFromBot: boolean
  text: string
  blocks: Block[]
  attachments: unknown[]
  threadTs: string | null
  metadata: unknown
  editedTs: string | null
  /** Seen by this person only, gone with a reload; never to be found again by its ts. */
  onlyFor: string | null
  /** What stands in the selects and inputs of this message, for each person who touched them. */
  values: Map<string, Values>
}
