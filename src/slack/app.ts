import { toUnknown } from './binding/first-contact.ts'
import { type AnyReaction, acting } from './door/answer.ts'
import { openDoor, type SlackDoor } from './door/open-door.ts'
import type { Told } from './door/told.ts'
import type { Area } from './home/areas.ts'
import { drawing, goTo, showing } from './home/draw-home.ts'
import { invitations } from './invitations/invitations-area.ts'
import type { SlackNeeds } from './needs.ts'
import { unknownCommand, unknownDeed } from './unknown.ts'

/** Everything that is listened to: read this, and you have read what Usher does in Slack. */
export function openSlack(needs: SlackNeeds): SlackDoor {
  const areas: Area[] = [invitations]

  const commands: Record<string, AnyReaction> = {}

  const actions: Record<string, AnyReaction> = {
    'home.go': goTo,
    'home.first': showing(() => ({ cursor: '' })),
    'home.next': showing((cursor) => ({ cursor })),
    'home.state': showing((state) => ({ state, cursor: '' })),
    'home.search': showing((search) => ({ search, cursor: '' })),
    'link.account': acting(() => ({})),
  }

  const forms: Record<string, AnyReaction> = {}

  const shortcuts: Record<string, AnyReaction> = {}

  const options: Record<string, AnyReaction> = {}

  const events: Record<string, AnyReaction> = {
    app_home_opened: acting(() => ({ home: 'again' })),
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
    (Object.hasOwn(tables[deed], name) ? tables[deed][name] : null) ??
    (deed === 'command' ? unknownCommand(needs) : unknownDeed)

  return openDoor(needs, {
    reactionTo,
    toUnknown,
    drawHome: drawing(areas, needs),
    events: Object.keys(events),
  })
}
