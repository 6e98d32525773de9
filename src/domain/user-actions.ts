import type { Actor } from './actor.ts'
import { type Act, authorize, can } from './policy.ts'
import { Refusal } from './refusal.ts'
import { mayReset, type Resettable } from './reset.ts'
import type { UserState } from './states.ts'
import { awaitsOwnPassword } from './temporary-password.ts'
import { stateOf, type User } from './user.ts'

export type UserAction =
  | 'edit'
  | 'change-email'
  | 'invite'
  | 'resend-invitation'
  | 'copy-invitation-link'
  | 'cancel-invitation'
  | 'reset-password'
  | 'renew-temporary-password'
  | 'resend-welcome'
  | 'suspend'
  | 'enable'
  | 'delete'
  | 'undo-delete'

export interface OfferedAction {
  action: UserAction
  /** Why it is of no use just now, for those who look for it in vain; null: go ahead. */
  unavailable: 'no-address' | 'address-unverified' | 'switched-off' | null
}

export interface ActionFacts {
  user: Resettable & Pick<User, 'id' | 'mustChangePassword' | 'registeredAt' | 'deliveryEmail'>
  /** The open one. */
  invitation: { inviterId: string | null; email: string | null } | null
  /** Teams and sites of this person. */
  groupIds: string[]
  /** Whether the organization makes any. */
  temporaryPasswords: boolean
}

const needs: Record<UserAction, Act> = {
  edit: 'user.edit',
  'change-email': 'user.change-email',
  invite: 'invitation.create',
  'resend-invitation': 'invitation.resend',
  'copy-invitation-link': 'invitation.copy-link',
  'cancel-invitation': 'invitation.cancel',
  'reset-password': 'user.reset-password',
  'renew-temporary-password': 'user.temporary-password',
  'resend-welcome': 'user.send-welcome',
  suspend: 'user.suspend',
  enable: 'user.enable',
  delete: 'user.delete',
  'undo-delete': 'user.delete',
}

/** What makes sense in each state, in the order of a menu. */
const sensible: Record<UserState, UserAction[]> = {
  staged: ['edit', 'invite', 'suspend', 'delete'],
  invited: ['edit', 'resend-invitation', 'copy-invitation-link', 'cancel-invitation', 'delete'],
  active: [
    'edit',
    'change-email',
    'reset-password',
    'renew-temporary-password',
    'resend-welcome',
    'suspend',
    'delete',
  ],
  suspended: ['edit', 'enable', 'delete'],
  deleted: ['undo-delete'],
}

const notToOneself = new Set<UserAction>(['renew-temporary-password', 'suspend', 'delete'])

/** What this actor may do with this person now: the same for a row's menu and for the profile. */
export function actionsFor(actor: Actor, facts: ActionFacts): OfferedAction[] {
  const { user, invitation, groupIds } = facts
  const subject = { inviterId: invitation?.inviterId ?? null, groupIds }
  const isSelf = isOneself(actor, user)
  return sensible[stateOf(user)]
    .filter((it) => !waysIn.has(it) || it === wayInOf(user))
    .filter((it) => can(actor, needs[it], subject) && !(isSelf && notToOneself.has(it)))
    .map((action) => ({ action, unavailable: hindrance(action, facts) }))
}

/** Before somebody is asked whether they mean it: what they may not do, not to themselves, or not in this state. */
export function mustMakeSense(
  actor: Actor,
  action: UserAction,
  { user, groupIds }: Pick<ActionFacts, 'user' | 'groupIds'>,
): void {
  authorize(actor, needs[action], { groupIds })
  if (isOneself(actor, user) && notToOneself.has(action)) throw new Refusal('yourself')
  const state = stateOf(user)
  if (!sensible[state].includes(action) && !isUnusual(action, state))
    throw new Refusal('user-state', { state })
}

/** No menu offers it, since an invitation is cancelled instead; but whoever asks for it by name may do it. */
const isUnusual = (action: UserAction, state: UserState): boolean =>
  action === 'suspend' && state === 'invited'

const isOneself = (actor: Actor, { id }: Pick<User, 'id'>): boolean =>
  actor.kind === 'user' && actor.userId === id

const waysIn = new Set<UserAction>(['reset-password', 'renew-temporary-password', 'resend-welcome'])

/**
 * Who has a password of their own resets it; who has none yet was handed a temporary one and can be handed another, or
 * was made by a provider and can be written to again.
 */
function wayInOf(user: ActionFacts['user']): UserAction {
  if (awaitsOwnPassword(user)) return 'renew-temporary-password'
  return user.registeredAt === null ? 'resend-welcome' : 'reset-password'
}

function hindrance(
  action: UserAction,
  { user, invitation, temporaryPasswords }: ActionFacts,
): OfferedAction['unavailable'] {
  if (action === 'invite') return user.email ? null : 'no-address'
  if (action === 'resend-invitation') return invitation?.email ? null : 'no-address'
  if (action === 'resend-welcome') return (user.email ?? user.deliveryEmail) ? null : 'no-address'
  if (action === 'renew-temporary-password') return temporaryPasswords ? null : 'switched-off'
  if (action !== 'reset-password' || mayReset(user)) return null
  return user.email ? 'address-unverified' : 'no-address'
}
