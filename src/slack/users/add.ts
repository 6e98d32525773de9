import { nameOf } from '../../domain/user.ts'
import { seeInviteChoices } from '../../usecases/invitations/see-invite-choices.ts'
import { addUser, checkAddedPerson } from '../../usecases/users/add-user.ts'
import { acting, opening, type Reaction } from '../door/answer.ts'
import type { Fields } from '../door/fields.ts'
import type { Place } from '../door/told.ts'
import { type AddDraft, addedModal, addForm, inviteStep } from './add-form.view.ts'
import { addressFaults, roleMissing } from './form-faults.ts'
import { draftFields, type PersonDraft } from './person-fields.view.ts'
import type { PlacingDraft } from './placing.view.ts'

export const openAdd: Reaction = opening('Add new user', async ({ ctx }) => ({
  modal: addForm(await seeInviteChoices(ctx)),
}))

/** A person is refused here, and not after everything else was asked too. */
export const addNext: Reaction = acting(async ({ ctx, fields, place }) => {
  const errors = addressFaults(fields, ['email'])
  if (errors) return { errors }
  await checkAddedPerson(ctx, personIn(fields))
  const draft = { ...personIn(fields), ...placedIn(place) }
  return { modal: inviteStep(await seeInviteChoices(ctx), draft) }
})

/** The other way was chosen: the form asks for what that one needs, and keeps the rest. */
export const chooseMethod: Reaction = acting(async ({ ctx, fields }) => ({
  modal: inviteStep(await seeInviteChoices(ctx), draftIn(fields)),
}))

export const add: Reaction = acting(async ({ ctx, fields }) => {
  const errors = addressFaults(fields, ['email', 'personalAddress']) ?? roleMissing(fields)
  if (errors) return { errors }
  const personalAddress = fields.one('personalAddress') ?? ''
  const person = personIn(fields)
  const added = await addUser(ctx, {
    ...person,
    roles: fields.many('roles'),
    groups: groupsIn(fields),
    message: fields.one('message'),
    method: isByLink(fields) ? { by: 'link' } : { by: 'personal-address', personalAddress },
  })
  const name = nameOf({
    email: null,
    phone: null,
    displayName: null,
    firstName: null,
    lastName: null,
    ...person,
  })
  return { modal: addedModal({ ...added, name, personalAddress }), home: 'again' }
})

export const personIn = (fields: Fields): PersonDraft =>
  Object.fromEntries(draftFields.map((field) => [field, fields.one(field)]))

export const groupsIn = (fields: Fields): string[] => [
  ...fields.many('department'),
  ...fields.many('unit'),
  ...fields.many('teams'),
]

function placedIn(place: Place): PlacingDraft {
  const { roles, teams, department, unit } = place.in === 'modal' ? place.view.metadata : {}
  return {
    ...(roles ? { roleIds: roles.split(' ') } : {}),
    ...(teams ? { teamIds: teams.split(' ') } : {}),
    departmentId: department ?? null,
    unitId: unit ?? null,
  }
}

const isByLink = (fields: Fields): boolean => fields.one('method') === 'link'

function draftIn(fields: Fields): AddDraft {
  const roleIds = fields.many('roles')
  return {
    ...personIn(fields),
    method: isByLink(fields) ? 'link' : 'personal-address',
    personalAddress: fields.one('personalAddress'),
    message: fields.one('message'),
    departmentId: fields.one('department'),
    unitId: fields.one('unit'),
    teamIds: fields.many('teams'),
    ...(roleIds.length > 0 ? { roleIds } : {}),
  }
}
