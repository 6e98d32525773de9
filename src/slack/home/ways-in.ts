import type { Actor } from '../../domain/actor.ts'
import { can } from '../../domain/policy.ts'
import type { WaysIn } from './ways-in.view.ts'

export const waysInOf = (actor: Actor): Omit<WaysIn, 'isAlone'> => ({
  invite: can(actor, 'invitation.create') || can(actor, 'invitation.request'),
  add: can(actor, 'user.add'),
  create: can(actor, 'user.create'),
})
