import * as bounces from '../../db/bounces.ts'
import * as events from '../../db/delivery-events.ts'
import * as invitations from '../../db/invitations.ts'
import * as outbox from '../../db/outbox.ts'
import { stateOf } from '../../domain/invitation.ts'
import { withoutTokens } from '../../domain/link.ts'
import { atomically, type Outside } from '../context.ts'
import { tellInviter } from './tell-inviter.ts'

/** A letter that came back after the mail server had taken it. */
export interface Bounce {
  /** As it stands in the letter, <…@…>. */
  messageId: string
  reason: string
}

const LONGEST = 500

/**
 * Noted once in the trail, however often it is told; whoever invited hears of it while it is their newest letter and
 * still waits for an answer.
 */
export function noteBounce(
  ctx: Outside,
  { messageId, reason }: Bounce,
): Promise<'noted' | 'known' | 'unknown'> {
  return atomically(ctx, async (tx) => {
    const letter = await bounces.letterWithId(
      tx,
      /^<?([^@<>\s]+)@[^@<>\s]+>?$/.exec(messageId.trim())?.[1] ?? '',
    )
    if (!letter) return 'unknown'
    const { organizationId, id, invitationId, generation } = letter
    // Two that tell of it at once wait for each other here.
    const invitation = await invitations.lock(tx, organizationId, invitationId)
    if (await bounces.isNoted(tx, letter)) return 'known'
    const now = ctx.now()
    const detail = withoutTokens(reason.replace(/[\p{C}\s]+/gu, ' ').trim()).slice(0, LONGEST)
    await events.note(tx, now, [
      { organizationId, invitationId, messageId: id, generation, kind: 'bounced', detail },
    ])
    if (invitation.generation === generation && stateOf(invitation, now) === 'pending')
      await outbox.post(tx, now, tellInviter(invitation, 'delivery-failed'))
    return 'noted'
  })
}
