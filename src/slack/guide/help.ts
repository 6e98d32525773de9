import { type Answer, opening, type Reaction } from '../door/answer.ts'
import type { SlackNeeds } from '../needs.ts'
import type { PeopleWords } from '../words/read-people.ts'
import { areaHelpModal, helpOnWord, helpWords, orgWords } from './help.view.ts'

type Needs = Pick<SlackNeeds, 'commands' | 'publicUrl'>
const spoken = ({ commands, publicUrl }: Needs) => ({ command: commands.people[0] ?? '/people', publicUrl })

/** The Help of an area of the Home. */
export const openHelp = (needs: Needs): Reaction =>
  opening('Help', ({ value }) => ({ modal: areaHelpModal(value, spoken(needs)) }))

/** `/people help`, and all about one word. */
export const showHelp = (
  needs: Needs,
  { about, unknown }: Pick<PeopleWords & { word: 'help' }, 'about' | 'unknown'>,
): Answer => ({
  note: about ? helpOnWord(spoken(needs), about) : helpWords(spoken(needs), unknown),
})

/** `/people org`: the chart is on the web, for everybody of the organization. */
export const showOrg = ({ publicUrl }: Needs, text: string): Answer => {
  const url = `${publicUrl}/org${text ? `?find=${encodeURIComponent(text)}` : ''}`
  return { note: orgWords(url, text) }
}
