import { toUnknown } from '../../../src/slack/binding/first-contact.ts'
import { entrance } from '../../../src/slack/binding/first-contact.view.ts'
import { header, home, section } from '../../../src/slack/blocks.ts'
import type { AnyReaction, DrawHome } from '../../../src/slack/door/answer.ts'
import { openDoor, type SlackDoor } from '../../../src/slack/door/open-door.ts'
import type { Told } from '../../../src/slack/door/told.ts'
import type { SlackNeeds } from '../../../src/slack/needs.ts'
import { unknownCommand, unknownDeed } from '../../../src/slack/unknown.ts'

/** By what was done and its name: `command /trial`. A test may add to it while it goes on. */
export type Reactions = Partial<Record<`${Told['deed']} ${string}`, AnyReaction>>

const plainHome: DrawHome = async ({ speaker }, place, note) =>
  home([header(speaker.organizationName), section(`at ${place.area}`), ...(note?.blocks ?? [])], place)

/** The real door, with reactions made for a test: for what the door itself promises. */
export const trialDoor =
  (reactions: Reactions, drawHome: DrawHome = plainHome) =>
  (needs: SlackNeeds): SlackDoor =>
    openDoor(needs, {
      reactionTo: ({ deed, name }) =>
        reactions[`${deed} ${name}`] ?? (deed === 'command' ? unknownCommand(needs) : unknownDeed),
      toUnknown: toUnknown(needs),
      drawEntrance: (why, note) => entrance(why, needs.publicUrl, note),
      drawHome,
      events: ['app_home_opened'],
      // A day's waiting in a blink.
      pace: { form: 150, options: 300, settled: 60, surelySettled: 150 },
    })
