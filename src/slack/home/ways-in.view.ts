import { actions, type Block, button, context } from '../blocks.ts'

/** How people come in, as far as whoever looks may bring them. */
export interface WaysIn {
  invite: boolean
  add: boolean
  create: boolean
  /** Nobody but themselves is here yet. */
  isAlone: boolean
}

/** Inviting comes first, since nobody else ever knows the password; while nobody is here, creating does. */
export function waysIn({ invite, add, create, isAlone }: WaysIn): Block[] {
  const primary = { style: 'primary' as const }
  const creating = create ? [button('Create User', 'user.create', '', isAlone ? primary : {})] : []
  const inviting = invite ? [button('Invite people', 'invite.open', '', isAlone ? {} : primary)] : []
  const adding = add ? [button('Add user', 'user.add')] : []
  const all = isAlone ? [...creating, ...inviting, ...adding] : [...inviting, ...adding, ...creating]
  return all.length > 0 ? [actions(...all)] : []
}

export const whichWayIn = ({ invite, create }: WaysIn): Block[] =>
  create && invite
    ? [
        context(
          '*Invite people* is the recommended way: whoever accepts chooses a password that nobody else knows. *Create User* makes an account with a temporary one, for those whom no letter reaches.',
        ),
      ]
    : []
