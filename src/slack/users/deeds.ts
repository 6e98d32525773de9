import type { AnyReaction } from '../door/answer.ts'
import type { SlackNeeds } from '../needs.ts'
import {
  enable,
  openDelete,
  openRenew,
  openSuspend,
  remove,
  renew,
  sendReset,
  suspend,
  suspendNow,
  undoDelete,
} from './access.ts'
import { openProfile } from './profile.ts'
import { suggest, suggestManager, suggestPeople } from './suggest.ts'
import { filtering } from './users-area.ts'

/** What can be clicked where people are shown. */
export const userDeeds: Record<string, AnyReaction> = {
  'user.delete': openDelete,
  'user.enable': enable,
  'user.open': openProfile,
  'user.renew-temporary-password': openRenew,
  'user.reset-password': sendReset,
  'user.suspend': openSuspend,
  'user.suspend-now': suspendNow,
  'user.undo-delete': undoDelete,
  ...filtering,
}

export const userForms = (needs: SlackNeeds): Record<string, AnyReaction> => ({
  'user.delete': remove,
  'user.renew-temporary-password': renew(needs),
  'user.suspend': suspend,
})

/** Lists that are looked up while somebody types, in whichever form they stand. */
export const userOptions: Record<string, AnyReaction> = {
  department: suggest('department'),
  manager: suggestManager,
  person: suggestPeople,
  roles: suggest('role'),
  teams: suggest('team'),
  unit: suggest('unit'),
  'users.by-department': suggest('department'),
  'users.by-role': suggest('role'),
  'users.by-site': suggest('site'),
  'users.by-team': suggest('team'),
  'users.by-unit': suggest('unit'),
}
