import { audit, auditDeeds, auditOptions } from './audit/audit.ts'
import { connectAccount, disconnectAccount } from './binding/connect-account.ts'
import { toUnknown } from './binding/first-contact.ts'
import { entrance } from './binding/first-contact.view.ts'
import { followPerson, isHomeTab, leaveWorkspace } from './binding/follow-slack.ts'
import { openSetUp, setUp } from './binding/set-up.ts'
import { inviting } from './commands/invites.ts'
import { people } from './commands/people.ts'
import { type AnyReaction, acting, opening } from './door/answer.ts'
import { openDoor, type SlackDoor } from './door/open-door.ts'
import type { Told } from './door/told.ts'
import { emailDeeds } from './email/deeds.ts'
import { groupDeeds, groupForms, groupOptions } from './groups/deeds.ts'
import { groups } from './groups/groups-area.ts'
import { dismissGuide } from './guide/first-run.ts'
import { openHelp } from './guide/help.ts'
import type { Area } from './home/areas.ts'
import { drawing, goTo, showing } from './home/draw-home.ts'
import { askToCancel, cancelInvitations } from './invitations/cancel-invitations.ts'
import { askForLink, makeLink } from './invitations/copy-link.ts'
import { approve, askToDeny, deny } from './invitations/decide-request.ts'
import { openEditForm, saveEdit } from './invitations/edit-invitation.ts'
import { invitations } from './invitations/invitations-area.ts'
import { openInvitation } from './invitations/open-invitation.ts'
import {
  inviteAgain,
  inviteFromMessage,
  inviteFromWords,
  openInviteForm,
} from './invitations/open-invite-form.ts'
import { turnPending } from './invitations/pending.ts'
import { refreshLetters } from './invitations/refresh-letters.ts'
import { resend } from './invitations/resend-invitation.ts'
import { sendInvitations } from './invitations/send-invitations.ts'
import { besides } from './invitations/tell-of.ts'
import { askToWithdraw, withdraw } from './invitations/withdraw-request.ts'
import type { SlackNeeds } from './needs.ts'
import { reminderDeeds } from './reminders/deeds.ts'
import { roleDeeds, roleForms } from './roles/deeds.ts'
import { roles } from './roles/roles-area.ts'
import { sessionDeeds } from './sessions/deeds.ts'
import { sessions } from './sessions/sessions.ts'
import { signIns } from './sessions/sign-ins.ts'
import { openSettings, saveSettings, settings, suggestContact } from './settings/settings-area.ts'
import { stagedDeeds, stagedForms } from './staged/deeds.ts'
import { syncDeeds, syncForms, syncOptions } from './sync/deeds.ts'
import { sync } from './sync/sync-area.ts'
import { unknownCommand, unknownDeed } from './unknown.ts'
import { userDeeds, userForms, userOptions } from './users/deeds.ts'
import { users } from './users/users-area.ts'

export const areas: Area[] = [users, invitations, sessions, signIns, roles, groups, sync, audit, settings]

/** By what was done, and its name. */
export type Reactions = Record<Told['deed'], Record<string, AnyReaction>>

/** Everything that is listened to: read this, and you have read what Usher does in Slack. */
export function reactionsOf(needs: SlackNeeds): Reactions {
  const peopleCommand = people(needs)
  const commands: Record<string, AnyReaction> = {
    ...called(needs.commands.people, peopleCommand),
    ...called(needs.commands.invites, inviting(peopleCommand)),
  }

  const actions: Record<string, AnyReaction> = {
    'home.go': goTo,
    'home.first': showing(() => ({ cursor: '' })),
    'home.next': showing((cursor) => ({ cursor })),
    'home.state': showing((state) => ({ state, cursor: '' })),
    'home.search': showing((search) => ({ search, cursor: '' })),
    'binding.connect': connectAccount(needs),
    'binding.disconnect': disconnectAccount(needs),
    'binding.enter-code': openSetUp(needs),
    'home.invitations': acting(() => ({ home: { area: 'invitations' } })),
    'invitation.approve': opening(besides, approve),
    'invitation.cancel': opening('Cancel invitation', askToCancel),
    'invitation.copy-link': opening('Make a new link?', askForLink),
    'invitation.deny': opening('Deny this request', askToDeny),
    'invitation.edit': opening('Edit invitation', openEditForm),
    'invitation.invite-again': opening('Invite people', inviteAgain),
    'invitation.open': opening('Invitation', openInvitation),
    'invitation.resend': opening(besides, resend),
    'invitation.withdraw': opening('Withdraw request', askToWithdraw),
    'invite.form': opening('Invite people', inviteFromWords),
    'invite.open': opening('Invite people', openInviteForm),
    'letters.refresh': acting(refreshLetters),
    'pending.page': acting(turnPending),
    'guide.dismiss': dismissGuide,
    'help.open': openHelp(needs),
    'link.account': { reactToAnybody: () => ({}) },
    'link.org': acting(() => ({})),
    'people.run': peopleCommand,
    ...auditDeeds,
    ...emailDeeds(needs),
    ...groupDeeds,
    ...reminderDeeds,
    ...roleDeeds,
    ...sessionDeeds,
    ...stagedDeeds,
    'settings.open': openSettings,
    ...syncDeeds,
    ...userDeeds,
  }

  const forms: Record<string, AnyReaction> = {
    'binding.set-up': setUp(needs),
    'cancel-invitations': acting(cancelInvitations),
    'deny-invitation': acting(deny),
    'edit-invitation': acting(saveEdit),
    invite: acting(sendInvitations),
    'make-link': acting(makeLink),
    ...groupForms,
    ...roleForms,
    settings: acting(saveSettings),
    ...stagedForms,
    ...syncForms,
    ...userForms(needs),
    'withdraw-request': acting(withdraw),
  }

  const shortcuts: Record<string, AnyReaction> = {
    'invite-from-message': opening('Invite people', inviteFromMessage),
    'invite-people': opening('Invite people', openInviteForm),
  }

  const options: Record<string, AnyReaction> = {
    ...auditOptions,
    ...groupOptions,
    'settings.contact': suggestContact,
    ...syncOptions,
    ...userOptions,
  }

  const events: Record<string, AnyReaction> = {
    app_home_opened: acting(({ body }) => (isHomeTab(body) ? { home: 'again' } : {})),
    app_uninstalled: leaveWorkspace,
    tokens_revoked: leaveWorkspace,
    user_change: followPerson,
  }

  return {
    command: commands,
    action: actions,
    submission: forms,
    closing: {},
    shortcut: shortcuts,
    options,
    event: events,
  }
}

export function openSlack(needs: SlackNeeds): SlackDoor & ListensTo {
  const reactions = reactionsOf(needs)
  const reactionTo = ({ deed, name }: Told): AnyReaction =>
    (Object.hasOwn(reactions[deed], name) ? reactions[deed][name] : null) ??
    (deed === 'command' ? unknownCommand(needs) : unknownDeed)

  const door = openDoor(needs, {
    reactionTo,
    toUnknown: toUnknown(needs),
    drawEntrance: (why, note) => entrance(why, needs.publicUrl, note),
    drawHome: drawing(areas, needs),
    events: Object.keys(reactions.event),
  })
  const namesIn = (deed: Told['deed']) => Object.keys(reactions[deed])
  return {
    ...door,
    listensTo: {
      commands: namesIn('command'),
      shortcuts: namesIn('shortcut'),
      events: namesIn('event'),
      asksForOptions: namesIn('options').length > 0,
    },
  }
}

/** What the manifest has to name. */
interface ListensTo {
  listensTo: { commands: string[]; shortcuts: string[]; events: string[]; asksForOptions: boolean }
}

/** One reaction under every name it has: the names of commands are the operator's choice. */
const called = (names: string[], reaction: AnyReaction): Record<string, AnyReaction> =>
  Object.fromEntries(names.map((name) => [name, reaction]))
