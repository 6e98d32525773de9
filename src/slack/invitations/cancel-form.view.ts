import type { CardInvitation } from '../../domain/card.ts'
import { WHY_LIMIT } from '../../domain/plain-text.ts'
import { countInWords } from '../../domain/plain-words.ts'
import { context, input, type Modal, modal, safe, section, textInput } from '../blocks.ts'
import { addressOf, whom } from './invitation.view.ts'

interface Asked {
  /** Typed behind the command already. */
  why?: string | null
  /** What was typed and is not among them, each with the reason. */
  left?: string[]
}

/** Who, and what it means for them. */
export function askBeforeCancel(all: CardInvitation[], { why = null, left = [] }: Asked = {}): Modal {
  const [only] = all
  const names = all.map((it) => `• ${named(it)}`).join('\n')
  return modal({
    title: all.length === 1 ? 'Cancel invitation' : 'Cancel invitations',
    form: 'cancel-invitations',
    submit: all.length === 1 ? 'Cancel invitation' : `Cancel ${all.length} invitations`,
    close: 'Keep it',
    metadata: { id: all.map((it) => it.id).join(' ') },
    blocks: [
      section(
        all.length === 1 && only
          ? `Take back the invitation of ${named(only)}?`
          : `Take back ${countInWords(all.length, 'invitation')}?\n${names}`,
      ),
      context(consequence(all)),
      ...left.map((it) => context(it)),
      input('why', 'Reason', textInput('why', { initial: why, max: WHY_LIMIT, isMultiline: true }), {
        isOptional: true,
        hint: 'Kept with the invitation, for your colleagues.',
      }),
    ],
  })
}

const named = (it: CardInvitation): string => {
  const address = addressOf(it)
  return `*${safe(whom(it))}*${it.personName && address ? ` (${safe(address)})` : ''}`
}

const consequence = (all: CardInvitation[]): string =>
  all.every((it) => it.state === 'awaiting approval' || it.state === 'scheduled')
    ? 'Nothing was sent yet, and nothing will be. You can invite again at any time.'
    : 'The link dies at once, wherever it is open. No letter tells them. You can invite again at any time.'

export interface Cancelled {
  who: string
  /** Null: it is done. */
  trouble: string | null
}

export const cancelledMany = (outcomes: Cancelled[]): Modal =>
  modal({
    title: 'Invitations cancelled',
    close: 'Done',
    closesAll: true,
    blocks: [
      section(
        outcomes
          .map(({ who, trouble }) =>
            trouble
              ? `:warning: *${safe(who)}* · ${safe(trouble)}`
              : `:x: *${safe(who)}* · cancelled, the link is dead`,
          )
          .join('\n'),
      ),
    ],
  })
