import { type AnyReaction, acting } from './door/answer.ts'
import type { SlackNeeds } from './needs.ts'

/** A button of an older version, or of nobody: whoever pressed it should not be left without an answer. */
export const unknownDeed: AnyReaction = acting(({ deed }) =>
  deed === 'action' || deed === 'shortcut' || deed === 'submission'
    ? {
        note: {
          text: 'This is from an older version of Usher and does nothing any more. Open the Home of Usher to go on.',
        },
      }
    : {},
)

/** Slack sends us a command that nobody here knows: the manifest and this release have drifted apart. */
export const unknownCommand = ({ commands }: Pick<SlackNeeds, 'commands'>): AnyReaction =>
  acting(({ name }) => ({
    note: { text: `Usher does not know ${name}. Try ${commands.people[0]} help.` },
  }))
