import type { CardInvitation } from '../../domain/card.ts'
import { type Modal, modal, safe, section } from '../blocks.ts'
import { whom } from './invitation.view.ts'

export const askBeforeWithdrawal = (it: CardInvitation): Modal =>
  modal({
    title: 'Withdraw request',
    form: 'withdraw-request',
    submit: 'Withdraw',
    close: 'Keep it',
    metadata: { id: it.id },
    blocks: [
      section(
        `*${safe(whom(it))}* is not invited, and whoever was asked sees that you have withdrawn it. Nothing was sent yet; you can ask again at any time.`,
      ),
    ],
  })
