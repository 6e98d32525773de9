import { can } from '../../domain/policy.ts'
import type { Speaker } from '../../usecases/slack/who-speaks.ts'
import type { WaysIn } from './ways-in.view.ts'

type Seer = Pick<Speaker, 'actor' | 'makesTemporaryPasswords'>

export const waysInOf = ({ actor, makesTemporaryPasswords }: Seer): Omit<WaysIn, 'isAlone'> => ({
  invite: can(actor, 'invitation.create') || can(actor, 'invitation.request'),
  add: can(actor, 'user.add'),
  create: makesTemporaryPasswords && can(actor, 'user.create'),
})
