import type { Flags } from '../../../connectors/connector.ts'
import { flagChoices } from '../../../connectors/flag-choices.ts'
import { connectorOf } from '../../../connectors/index.ts'
import type { Connection } from '../../domain/connection.ts'

interface FlagWords {
  label: string
  hint: string
  /** In the order of its choices. */
  choices: readonly string[]
}

const yesNo = ['Yes', 'No'] as const

/** Where being lenient means something else than the standard: what one decides, in a sentence each. */
export const flagWords: { readonly [F in keyof Flags]: FlagWords } = {
  removeMembersWithValue: {
    label: 'Members that are named in a removal',
    hint: 'Read literally, such a removal empties the whole group.',
    choices: ['Only those leave', 'Read literally: everybody leaves'],
  },
  createOnReplace: {
    label: 'A change of something that is not there yet',
    hint: 'Some providers change a work address that they have never added.',
    choices: ['It is added', 'It is refused'],
  },
  emptyStringClears: {
    label: 'An empty text takes a value away',
    hint: 'Some providers send an empty text where they mean nothing at all.',
    choices: yesNo,
  },
  unknownAttributes: {
    label: 'What Usher does not know',
    hint: 'Attributes that no schema of Usher has.',
    choices: ['It is ignored', 'The request is refused'],
  },
  patchAnswer: {
    label: 'The answer to a change',
    hint: 'A group answers with all its members, which is slow where there are many.',
    choices: [
      'Whole people and groups',
      'Whole people, nothing of groups',
      'Nothing of people, whole groups',
      'Nothing',
    ],
  },
  deleteMeans: {
    label: 'What deleting does',
    hint: 'Kept people can be brought back for as long as the settings say; erased ones can not.',
    choices: ['Suspends and keeps them for a while', 'Erases them at once'],
  },
  entraSchemasView: {
    label: 'Schemas as Microsoft’s validator wants them',
    hint: 'Without the password and what addresses are shown as.',
    choices: yesNo,
  },
}

export const flagNames = Object.keys(flagWords) as (keyof Flags)[]

/** As it is read for this connection. */
export const flagsOf = ({ connector, flags }: Pick<Connection, 'connector' | 'flags'>): Flags => ({
  ...connectorOf(connector).flags,
  ...(flags as Partial<Flags>),
})

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Which of its choices a flag is set to. */
export const choiceAt = (flag: keyof Flags, flags: Flags): number =>
  flagChoices[flag].findIndex((it) => same(it, flags[flag]))

/** Those that differ from the connector's own: only they are kept. */
export function flagsChosen(
  connector: string,
  chosen: (flag: keyof Flags) => number,
): Record<string, unknown> {
  const own = connectorOf(connector).flags
  return Object.fromEntries(
    flagNames.flatMap((flag) => {
      const value = flagChoices[flag][chosen(flag)]
      return value === undefined || same(value, own[flag]) ? [] : [[flag, value]]
    }),
  )
}

/** What this connection is read otherwise than its connector. */
export const flagLines = (it: Pick<Connection, 'connector' | 'flags'>): string[] =>
  flagNames.flatMap((flag) => {
    if (!Object.hasOwn(it.flags, flag)) return []
    const { label, choices } = flagWords[flag]
    return [`• ${label}: ${choices[choiceAt(flag, flagsOf(it))] ?? JSON.stringify(it.flags[flag])}`]
  })
