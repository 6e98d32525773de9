import { actions, button, safe, section, type Words } from '../blocks.ts'
import type { CommandNames } from '../needs.ts'
import type { PeopleWords } from '../words/read-people.ts'

/** A button that runs the root command as if this had been typed. */
export const runs = (label: string, line: string, twin = 1) =>
  button(label, `people.run#${twin}`, line.slice(0, LINE))

/** What Slack lets a button carry. */
const LINE = 2000

export function unknownWords(
  { typed, suggestion, rest }: Extract<PeopleWords, { word: 'unknown' }>,
  { people: [command = '/people'] }: CommandNames,
): Words {
  const meant = suggestion ? `${suggestion}${rest.slice(typed.length)}` : null
  const text = `${command} does not know the word “${typed}”.`
  return {
    text,
    blocks: [
      section(
        `:grey_question: \`${command}\` does not know the word “${safe(typed)}”.${suggestion ? ` Did you mean *${suggestion}*?` : ''}`,
      ),
      actions(
        ...(meant ? [runs(`${command} ${meant}`, meant, 1)] : []),
        runs(`Find “${rest}”`, `find ${rest}`, 2),
        runs('Show all words', 'help', 3),
      ),
    ],
  }
}

const instead = {
  import: (people: string, invites: string) =>
    `Usher reads no files. To bring many people in at once, paste their addresses behind \`${invites}\`: up to 500, separated as you like. For people of an identity provider, \`${people} sync\` shows the connections.`,
  export: (people: string) =>
    `Usher writes no files of people. \`${people} list\` shows them, with filters and a search, and \`${people} show\` shows one of them whole.`,
}

export function fileWords(word: 'import' | 'export', { people, invites }: CommandNames): Words {
  const text = instead[word](people[0] ?? '/people', invites[0] ?? '/invites')
  return { text: text.replaceAll('`', ''), blocks: [section(text)] }
}
