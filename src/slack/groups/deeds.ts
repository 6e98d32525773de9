import { type AnyReaction, acting } from '../door/answer.ts'
import { suggestPeople } from '../users/suggest.ts'
import {
  bringGroupBack,
  makeGroup,
  openArchiveGroup,
  openNewGroup,
  openRenameGroup,
  putGroupAway,
  saveGroupName,
} from './change-group.ts'
import { showArchived, showKind } from './groups-area.ts'
import { addPeople, askToRemove, openMembers, removePerson, turnMembersPage } from './members.ts'

export const groupDeeds: Record<string, AnyReaction> = {
  'group.archive': openArchiveGroup,
  'group.create': openNewGroup,
  'group.members': openMembers,
  'group.members-page': turnMembersPage,
  'group.remove': askToRemove,
  'group.rename': openRenameGroup,
  'group.unarchive': bringGroupBack,
  'home.archived': showArchived,
  'home.kind': showKind,
}

export const groupForms: Record<string, AnyReaction> = {
  'group.add': acting(addPeople),
  'group.archive': acting(putGroupAway),
  'group.create': acting(makeGroup),
  'group.remove': acting(removePerson),
  'group.rename': acting(saveGroupName),
}

export const groupOptions: Record<string, AnyReaction> = {
  'group.people': suggestPeople,
}
