import { Refusal } from '../../domain/refusal.ts'
import { nameOf } from '../../domain/user.ts'
import type { Context } from '../../usecases/context.ts'
import { type InviteChoices, seeInviteChoices } from '../../usecases/invitations/see-invite-choices.ts'
import { createUser } from '../../usecases/users/create-user.ts'
import { acting, opening, type Reaction } from '../door/answer.ts'
import type { Fields } from '../door/fields.ts'
import type { SlackNeeds } from '../needs.ts'
import { signInAt } from './access.ts'
import { passwordModal } from './access.view.ts'
import { groupsIn, personIn } from './add.ts'
import { type CreateDraft, createForm } from './create-form.view.ts'
import { addressFaults, roleMissing } from './form-faults.ts'

export const openCreate: Reaction = opening('Create user', async ({ ctx }) => ({
  modal: createForm(await choicesFor(ctx)),
}))

/** Nobody fills in a form that would be refused at its end. */
export async function choicesFor(ctx: Context): Promise<InviteChoices> {
  const choices = await seeInviteChoices(ctx)
  if (!choices.organization.temporaryPasswords) throw new Refusal('temporary-passwords-off')
  return choices
}

/** To type one, or not: the form asks for it, and keeps the rest. */
export const choosePassword: Reaction = acting(async ({ ctx, fields }) => ({
  modal: createForm(await seeInviteChoices(ctx), draftIn(fields)),
}))

export const create = ({ publicUrl }: Pick<SlackNeeds, 'publicUrl'>): Reaction =>
  acting(async ({ ctx, fields }) => {
    const errors = addressFaults(fields, ['email']) ?? roleMissing(fields)
    if (errors) return { errors }
    const isTyped = fields.one('passwordKind') === 'typed'
    const { user, temporaryPassword, temporaryUntil } = await createUser(ctx, {
      ...personIn(fields),
      roles: fields.many('roles'),
      groups: groupsIn(fields),
      password: isTyped ? fields.text('password') : null,
    })
    return {
      modal: passwordModal({
        name: nameOf(user),
        userId: user.id,
        identifier: user.email ?? user.phone ?? '',
        password: temporaryPassword,
        until: temporaryUntil,
        signInUrl: signInAt(publicUrl),
      }),
      home: 'again',
    }
  })

function draftIn(fields: Fields): CreateDraft {
  const roleIds = fields.many('roles')
  return {
    ...personIn(fields),
    departmentId: fields.one('department'),
    unitId: fields.one('unit'),
    teamIds: fields.many('teams'),
    password: fields.one('passwordKind') === 'typed' ? 'typed' : 'made',
    ...(roleIds.length > 0 ? { roleIds } : {}),
  }
}
