import type { Beginning } from '../../usecases/organizations/see-beginning.ts'
import { actions, type Block, button, context, divider, section } from '../blocks.ts'

interface Step {
  what: string
  why: string
  button: string
  action: string
  value: string
  isDone: boolean
}

/** The next steps of a new organization, each with its button; what is done is ticked. */
export const firstRunGuide = (beginning: Beginning): Block[] => [
  section(':wave: *Welcome to Usher. Four steps, in any order:*'),
  ...stepsOf(beginning).map((it, at) =>
    section(
      `${it.isDone ? ':white_check_mark:' : ':white_circle:'} *${it.what}*\n${it.why}`,
      button(it.button, it.action, it.value, at === 0 ? { style: 'primary' } : {}),
    ),
  ),
  actions(button('Hide this guide', 'guide.dismiss')),
  context('It goes by itself when the first person is invited. *Help* above explains each area.'),
  divider,
]

const stepsOf = (it: Beginning): Step[] => [
  {
    what: 'Invite somebody',
    why: 'They get a letter with a link, choose a password, and are in.',
    button: 'Invite the first person',
    action: 'invite.open',
    value: '',
    isDone: !it.isAlone,
  },
  {
    what: 'Decide on a default role',
    why: 'It is what people get when nobody names a role. Until then that is Member.',
    button: 'Set the default role',
    action: 'settings.open',
    value: 'invitations',
    isDone: it.hasDefaultRole,
  },
  {
    what: 'Choose a channel for reminders',
    why: 'Invitations that wait for long are listed there, with Resend and Cancel beside them.',
    button: 'Choose the channel',
    action: 'settings.open',
    value: 'reminders',
    isDone: it.hasReminderChannel,
  },
  {
    what: 'Make a team',
    why: 'Whoever is invited into it is in it from their first minute.',
    button: 'Make a team',
    action: 'group.create',
    value: 'team',
    isDone: it.hasTeam,
  },
]
