import { type AnyReaction, acting } from '../door/answer.ts'
import {
  copyRole,
  makeRole,
  openArchiveRole,
  openCopyRole,
  openEditRole,
  openNewRole,
  putRoleAway,
  saveRole,
} from './change-role.ts'
import {
  giveRole,
  openGiveSiteRole,
  openLendRole,
  openPersonRoles,
  personRolesAgain,
  savePersonRoles,
  takeRole,
} from './person-roles.ts'
import { showHolders } from './roles-area.ts'

export const roleDeeds: Record<string, AnyReaction> = {
  'role.archive': openArchiveRole,
  'role.copy': openCopyRole,
  'role.create': openNewRole,
  'role.edit': openEditRole,
  'role.holders': acting(showHolders),
  'user.give-site-role': openGiveSiteRole,
  'user.lend-role': openLendRole,
  'user.roles': openPersonRoles,
  'user.roles-again': personRolesAgain,
  'user.take-role': acting(takeRole),
}

export const roleForms: Record<string, AnyReaction> = {
  'role.archive': acting(putRoleAway),
  'role.copy': acting(copyRole),
  'role.create': acting(makeRole),
  'role.edit': acting(saveRole),
  'user.give-role': acting(giveRole),
  'user.roles': acting(savePersonRoles),
}
