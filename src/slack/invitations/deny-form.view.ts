import type { CardInvitation } from '../../domain/card.ts'
import { WHY_LIMIT } from '../../domain/plain-text.ts'
import { input, type Modal, modal, safe, section, textInput } from '../blocks.ts'
import { inviterOf, whom } from './invitation.view.ts'

export const askBeforeDenial = (it: CardInvitation): Modal =>
  modal({
    title: 'Deny this request',
    form: 'deny-invitation',
    submit: 'Deny',
    close: 'Go back',
    metadata: { id: it.id },
    blocks: [
      section(`*${safe(whom(it))}* is not invited, and ${inviterOf(it)} is told so.`),
      input('why', 'Reason', textInput('why', { max: WHY_LIMIT, isMultiline: true }), {
        isOptional: true,
        hint: 'Shown to whoever asked.',
      }),
    ],
  })
