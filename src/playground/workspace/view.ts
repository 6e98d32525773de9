import type { Block, Text } from './kit.ts'
import type { Values } from './values.ts'

export interface View {
  id: string
  type: 'modal' | 'home'
  /** Whose screen it is on. */
  person: string
  callbackId: string
  title: Text
  submit: Text | null
  close: Text | null
  blocks: Block[]
  privateMetadata: string
  externalId: string
  clearOnClose: boolean
  notifyOnClose: boolean
  isSubmitDisabled: boolean
  hash: string
  rootId: string
  previousId: string | null
  values: Values
  /** What the bot, or the client before it, says is wrong; under each block. */
  errors: Record<string, string>
}
