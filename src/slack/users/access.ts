import { nameOf } from '../../domain/user.ts'
import { mustMakeSense, type UserAction } from '../../domain/user-actions.ts'
import { renewTemporaryPassword } from '../../usecases/passwords/renew-temporary-password.ts'
import { startReset } from '../../usecases/passwords/start-reset.ts'
import { unbindPerson } from '../../usecases/slack/unbind-person.ts'
import { deleteUser, undoDeleteUser } from '../../usecases/users/delete-user.ts'
import { type Profile, seeUser } from '../../usecases/users/see-user.ts'
import { enableUser, suspendUser } from '../../usecases/users/suspend-user.ts'
import { resendWelcome } from '../../usecases/welcomes/resend-welcome.ts'
import { type Modal, modal } from '../blocks.ts'
import { type Answer, acting, type Heard, opening, type Reaction } from '../door/answer.ts'
import type { SlackNeeds } from '../needs.ts'
import {
  deletedModal,
  deleteForm,
  disconnectedWords,
  enabledWords,
  passwordModal,
  renewForm,
  resetWords,
  restoredWords,
  suspendedModal,
  suspendForm,
  welcomeWords,
} from './access.view.ts'
import { done, inPlace } from './profile.ts'

/** Whom a form is about: the id it was drawn with, which the use-case looks up anew. */
export const subjectOf = ({ place }: Heard): string =>
  place.in === 'modal' ? (place.view.metadata.user ?? '') : ''

/** Nobody is asked about what would be refused anyway. */
const asking = (action: UserAction, title: string, form: (profile: Profile) => Modal): Reaction =>
  opening(inPlace(title), async ({ ctx, value }) => {
    const profile = await seeUser(ctx, value)
    const groupIds = [...profile.teams, ...profile.sites].map((it) => it.id)
    mustMakeSense(ctx.actor, action, { user: profile.user, groupIds })
    return { modal: form(profile) }
  })

export const openSuspend = asking('suspend', 'Suspend', suspendForm)

async function suspended({ ctx }: Heard, userId: string): Promise<Answer> {
  const user = await suspendUser(ctx, userId)
  return { modal: suspendedModal({ user, name: nameOf(user) }), home: 'again' }
}

export const suspend: Reaction = acting((heard) => suspended(heard, subjectOf(heard)))
/** From the form that deletes, which has asked already. */
export const suspendNow: Reaction = acting((heard) => suspended(heard, heard.value))

export const enable: Reaction = acting(async (heard) => {
  const user = await enableUser(heard.ctx, heard.value)
  return done(heard, user.id, enabledWords(nameOf(user)))
})

export const sendReset: Reaction = acting(async (heard) => {
  await startReset(heard.ctx, heard.value)
  const { name, user } = await seeUser(heard.ctx, heard.value)
  return done(heard, user.id, resetWords(name, user.email))
})

/** What somebody does in Slack is no longer done in the name of this person. */
export const disconnectSlack: Reaction = acting(async (heard) => {
  await unbindPerson(heard.ctx, heard.value)
  const { name } = await seeUser(heard.ctx, heard.value)
  return done(heard, heard.value, disconnectedWords(name))
})

export const sendWelcome: Reaction = acting(async (heard) => {
  await resendWelcome(heard.ctx, heard.value)
  const { name, user } = await seeUser(heard.ctx, heard.value)
  return done(heard, user.id, welcomeWords(name, user.email ?? user.deliveryEmail))
})

export const openDelete = asking('delete', 'Delete user', deleteForm)

/** The name is typed as it is called now: a form that is older than a new name is asked again. */
export const remove: Reaction = acting(async (heard) => {
  const { ctx, fields } = heard
  const { name, user } = await seeUser(ctx, subjectOf(heard))
  if (!isSameName(fields.text('typedName'), name))
    return { errors: { typedName: `Type the name as it stands above: ${name}` } }
  const { purgeAt } = await deleteUser(ctx, user.id)
  return { modal: deletedModal(name, user.id, purgeAt, ctx.now()), home: 'again' }
})

const isSameName = (typed: string, name: string): boolean => plain(typed) === plain(name)
const plain = (it: string): string => it.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()

export const undoDelete: Reaction = acting(async (heard) => {
  const user = await undoDeleteUser(heard.ctx, heard.value)
  const note = restoredWords(nameOf(user))
  return heard.place.in === 'modal' ? { modal: modalOf(note), home: 'again' } : done(heard, user.id, note)
})

const modalOf = ({ blocks = [] }: ReturnType<typeof restoredWords>) => modal({ title: 'Usher', blocks })

export const openRenew = asking('renew-temporary-password', 'Temporary password', renewForm)

export const renew = ({ publicUrl }: Pick<SlackNeeds, 'publicUrl'>): Reaction =>
  acting(async (heard) => {
    const { user, name } = await seeUser(heard.ctx, subjectOf(heard))
    const made = await renewTemporaryPassword(heard.ctx, user.id)
    return {
      modal: passwordModal({
        name,
        userId: user.id,
        identifier: user.email ?? user.phone ?? '',
        password: made.temporaryPassword,
        until: made.temporaryUntil,
        signInUrl: signInAt(publicUrl),
      }),
      home: 'again',
    }
  })

export const signInAt = (publicUrl: string): string => `${publicUrl}/sign-in`
