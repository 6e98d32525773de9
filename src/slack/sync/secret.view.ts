import { type Block, context, section } from '../blocks.ts'

/** Something that is shown once, in the one modal of whoever asked for it. */
export const saidSecret = (label: string, secret: string): Block[] => [
  section(`*${label}*`),
  copied(secret),
  context(
    ':key: It is shown this once, to you alone, and nobody can read it again. Put it into the provider’s console, not into a channel or a ticket.',
  ),
]

/** As it is, to be copied: nothing in it is markup. */
export const copied = (text: string): Block => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }],
})
