import type { Actor } from './actor.ts'
import { type Act, can } from './policy.ts'
import type { InvitationState } from './states.ts'

export type InvitationAction =
  | 'resend'
  | 'copy-link'
  | 'edit'
  | 'cancel'
  | 'approve'
  | 'deny'
  | 'withdraw'
  | 'invite-again'

/** What makes sense in each state, in the order of a menu. */
const sensible: Record<InvitationState, InvitationAction[]> = {
  'awaiting approval': ['approve', 'deny', 'withdraw', 'cancel'],
  scheduled: ['resend', 'edit', 'cancel'],
  pending: ['resend', 'copy-link', 'edit', 'cancel'],
  expired: ['resend', 'copy-link', 'cancel'],
  accepted: [],
  declined: ['invite-again'],
  cancelled: ['invite-again'],
  denied: ['invite-again'],
}

const needs: Record<InvitationAction, Act> = {
  resend: 'invitation.resend',
  'copy-link': 'invitation.copy-link',
  edit: 'invitation.edit',
  cancel: 'invitation.cancel',
  approve: 'invitation.approve',
  deny: 'invitation.approve',
  withdraw: 'invitation.withdraw',
  'invite-again': 'invitation.create',
}

interface Facts {
  state: InvitationState
  inviterId: string | null
  /** Null: its link was handed over, so there is nothing to send again. */
  email: string | null
}

/** What this actor may do with it now: the same for a row's menu and for its details. */
export function invitationActionsFor(actor: Actor, { state, inviterId, email }: Facts): InvitationAction[] {
  const permitted = sensible[state].filter(
    (it) =>
      mayDo(actor, it, inviterId) &&
      !(it === 'resend' && email === null) &&
      !((it === 'approve' || it === 'deny') && actor.kind === 'user' && actor.userId === inviterId),
  )
  // One's own request is withdrawn: to cancel it would be the same under another name.
  return permitted.includes('withdraw') ? permitted.filter((it) => it !== 'cancel') : permitted
}

/** Whoever may only ask, may ask again. */
const mayDo = (actor: Actor, it: InvitationAction, inviterId: string | null): boolean =>
  can(actor, needs[it], { inviterId }) || (it === 'invite-again' && can(actor, 'invitation.request'))
