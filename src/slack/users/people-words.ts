import { type InviteChoices, seeInviteChoices } from '../../usecases/invitations/see-invite-choices.ts'
import type { WordReaction, WordReactions } from '../commands/word.ts'
import type { Answer, Heard, Reaction } from '../door/answer.ts'
import type { SlackNeeds } from '../needs.ts'
import { sessionsOf } from '../sessions/sessions.ts'
import { signInsOf } from '../sessions/sign-ins.ts'
import type { InviteWords } from '../words/read-invite.ts'
import type { Targets } from '../words/read-targets.ts'
import { enable, openDelete, openSuspend, sendReset } from './access.ts'
import { type AddDraft, addForm } from './add-form.view.ts'
import { choicesFor } from './create.ts'
import { createForm } from './create-form.view.ts'
import { list } from './list-words.ts'
import { openProfile } from './profile.ts'
import { withWhom } from './who.ts'
import type { Purpose } from './who.view.ts'

/** The words of the root command that are about people. */
export const peopleWords = (needs: SlackNeeds): WordReactions => ({
  add: {
    opens: 'Add new user',
    react: async ({ ctx }, { invite }) => {
      const choices = await seeInviteChoices(ctx)
      return { modal: addForm(choices, draftOf(invite, choices)) }
    },
  },
  create: {
    opens: 'Create user',
    react: async ({ ctx }, { invite }) => {
      const choices = await choicesFor(ctx)
      return { modal: createForm(choices, draftOf(invite, choices)) }
    },
  },
  list: list as WordReaction<'list'>,
  find: list as WordReaction<'find'>,
  show: onOne(needs, { word: 'show', verb: 'Open', action: 'user.open' }, openProfile, 'Profile'),
  suspend: onOne(needs, { word: 'suspend', verb: 'Suspend', action: 'user.suspend' }, openSuspend, 'Suspend'),
  enable: onOne(needs, { word: 'enable', verb: 'Enable', action: 'user.enable' }, enable),
  delete: onOne(needs, { word: 'delete', verb: 'Delete', action: 'user.delete' }, openDelete, 'Delete user'),
  reset: onOne(needs, { word: 'reset', verb: 'Send reset', action: 'user.reset-password' }, sendReset),
  sessions: {
    opens: 'Sessions',
    react: (heard, { targets }) =>
      isNobody(targets)
        ? everybodysSessions(heard)
        : withWhom(
            heard,
            targets,
            { word: 'sessions', verb: 'Sessions', action: 'user.sessions' },
            needs,
            (id) => shown(sessionsOf(heard.ctx, id)),
          ),
  },
  logins: {
    opens: 'Login attempts',
    react: (heard, { targets, onlyFailed }) =>
      isNobody(targets)
        ? shown(signInsOf(heard.ctx, { userId: null, onlyFailed }))
        : withWhom(
            heard,
            targets,
            { word: 'logins', verb: 'Attempts', action: 'user.sign-ins' },
            needs,
            (id) => shown(signInsOf(heard.ctx, { userId: id, onlyFailed })),
          ),
  },
})

const shown = async (modal: ReturnType<typeof sessionsOf>): Promise<Answer> => ({ modal: await modal })

const isNobody = ({ people, mentions, isMe }: Targets): boolean =>
  people.length === 0 && mentions.length === 0 && !isMe

/** Everybody's for whoever may see them, else one's own. */
const everybodysSessions = (heard: Heard): Promise<Answer> => {
  const { permissions, within, userId } = heard.speaker.actor
  const maySee = permissions.has('sessions.read') || within.has('sessions.read')
  return shown(sessionsOf(heard.ctx, maySee ? null : userId))
}

type OneWord = 'show' | 'suspend' | 'enable' | 'delete' | 'reset'

/** A word that is about one person does what the button of the same meaning does. */
const onOne = (
  needs: SlackNeeds,
  purpose: Purpose & { word: OneWord },
  { react }: Reaction,
  opens?: string,
) => ({
  ...(opens ? { opens } : {}),
  react: (heard: Heard, { targets }: { targets: Targets }) =>
    withWhom(heard, targets, purpose, needs, async (userId) => react({ ...heard, value: userId })),
})

/** As far as the words said it; the form asks for the rest. */
function draftOf(said: InviteWords, choices: InviteChoices): AddDraft {
  const idsOf = (names: string[], all: { id: string; name: string }[]) =>
    all.filter((it) => names.some((name) => name.toLowerCase() === it.name.toLowerCase())).map((it) => it.id)
  const roleIds = idsOf(said.roles, choices.roles)
  return {
    email: said.addresses[0] ?? null,
    ...(roleIds.length > 0 ? { roleIds } : {}),
    departmentId: idsOf(said.departments, choices.groups.department)[0] ?? null,
    unitId: idsOf(said.units, choices.groups.unit)[0] ?? null,
    teamIds: idsOf(said.teams, choices.groups.team),
  }
}
