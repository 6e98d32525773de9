import { connectAccount, disconnectAccount, disconnectPerson } from './binding/connect-account.ts'
import { toUnknown } from './binding/first-contact.ts'
import { entrance } from './binding/first-contact.view.ts'
import { followPerson, isHomeTab, leaveWorkspace } from './binding/follow-slack.ts'
import { openSetUp, setUp } from './binding/set-up.ts'
import { type AnyReaction, acting } from './door/answer.ts'
import { openDoor, type SlackDoor } from './door/open-door.ts'
import type { Told } from './door/told.ts'
import type { Area } from './home/areas.ts'
import { drawing, goTo, showing } from './home/draw-home.ts'
import { invitations } from './invitations/invitations-area.ts'
import type { SlackNeeds } from './needs.ts'
import { unknownCommand, unknownDeed } from './unknown.ts'

/** Everything that is listened to: read this, and you have read what Usher does in Slack. */
export function openSlack(needs: SlackNeeds): SlackDoor & ListensTo {
  const areas: Area[] = [invitations]

  const commands: Record<string, AnyReaction> = {}

  const actions: Record<string, AnyReaction> = {
    'home.go': goTo,
    'home.first': showing(() => ({ cursor: '' })),
    'home.next': showing((cursor) => ({ cursor })),
    'home.state': showing((state) => ({ state, cursor: '' })),
    'home.search': showing((search) => ({ search, cursor: '' })),
    'binding.connect': connectAccount(needs),
    'binding.disconnect': disconnectAccount(needs),
    'binding.enter-code': openSetUp(needs),
    'user.disconnect-slack': acting(disconnectPerson),
    'link.account': { reactToAnybody: () => ({}) },
  }

  const forms: Record<string, AnyReaction> = {
    'binding.set-up': setUp(needs),
  }

  const shortcuts: Record<string, AnyReaction> = {}

  const options: Record<string, AnyReaction> = {}

  const events: Record<string, AnyReaction> = {
    app_home_opened: acting(({ body }) => (isHomeTab(body) ? { home: 'again' } : {})),
    app_uninstalled: leaveWorkspace,
    tokens_revoked: leaveWorkspace,
    user_change: followPerson,
  }

  const closings: Record<string, AnyReaction> = {}

  const tables: Record<Told['deed'], Record<string, AnyReaction>> = {
    command: commands,
    action: actions,
    submission: forms,
    closing: closings,
    shortcut: shortcuts,
    options,
    event: events,
  }
  const reactionTo = ({ deed, name }: Told): AnyReaction =>
    tables[deed][name] ?? (deed === 'command' ? unknownCommand(needs) : unknownDeed)

  const door = openDoor(needs, {
    reactionTo,
    toUnknown: toUnknown(needs),
    drawEntrance: (why, note) => entrance(why, needs.publicUrl, note),
    drawHome: drawing(areas, needs),
    events: Object.keys(events),
  })
  const namesIn = (deed: Told['deed']) => Object.keys(tables[deed])
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
