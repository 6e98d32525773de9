import type { AnyReaction } from '../door/answer.ts'
import type { SlackNeeds } from '../needs.ts'
import {
  disconnectSlack,
  enable,
  openDelete,
  openRenew,
  openSuspend,
  remove,
  renew,
  sendReset,
  sendWelcome,
  suspend,
  suspendNow,
  undoDelete,
} from './access.ts'
import { add, addNext, chooseMethod, openAdd } from './add.ts'
import { choosePassword, create, openCreate } from './create.ts'
import { openEdit, saveEdit } from './edit.ts'
import { inviteKnown } from './invite-known.ts'
import { turnList } from './list-words.ts'
import { openProfile } from './profile.ts'
import { suggest, suggestManager } from './suggest.ts'
import { filtering } from './users-area.ts'

/** What can be clicked where people are shown. */
export const userDeeds: Record<string, AnyReaction> = {
  'user.add': openAdd,
  'user.create': openCreate,
  'user.delete': openDelete,
  'user.disconnect-slack': disconnectSlack,
  'user.edit': openEdit,
  'user.enable': enable,
  'user.invite': inviteKnown,
  'user.method': chooseMethod,
  'user.open': openProfile,
  'user.password-kind': choosePassword,
  'user.renew-temporary-password': openRenew,
  'user.resend-welcome': sendWelcome,
  'user.reset-password': sendReset,
  'user.suspend': openSuspend,
  'user.suspend-now': suspendNow,
  'user.undo-delete': undoDelete,
  'users.page': turnList,
  ...filtering,
}

export const userForms = (needs: SlackNeeds): Record<string, AnyReaction> => ({
  'user.add': addNext,
  'user.add-2': add,
  'user.create': create(needs),
  'user.delete': remove,
  'user.edit': saveEdit,
  'user.renew-temporary-password': renew(needs),
  'user.suspend': suspend,
})

/** Lists that are looked up while somebody types, in whichever form they stand. */
export const userOptions: Record<string, AnyReaction> = {
  department: suggest('department'),
  manager: suggestManager,
  roles: suggest('role'),
  teams: suggest('team'),
  unit: suggest('unit'),
  'users.by-department': suggest('department'),
  'users.by-role': suggest('role'),
  'users.by-site': suggest('site'),
  'users.by-team': suggest('team'),
  'users.by-unit': suggest('unit'),
}
