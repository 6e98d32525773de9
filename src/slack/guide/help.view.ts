import {
  actions,
  type Block,
  button,
  context,
  divider,
  header,
  type Modal,
  modal,
  type Words as Said,
  safe,
  section,
} from '../blocks.ts'
import { type HelpEntry, helpEntries, helpOn, letterMissing, type Word, whereToStart } from '../words/help.ts'
import { areaHelp } from './area-help.ts'

/** What the words are typed behind: another app may have claimed ours. */
interface Spoken {
  command: string
}

/** Understood when typed, and taught when there is something behind them. */
const waiting: readonly Word[] = ['import', 'export']
const taught = helpEntries.filter((it) => !waiting.includes(it.word))

/** Every word, a line each. */
export const helpWords = (
  { command }: Spoken,
  unknown: { typed: string; suggestion: Word | null } | null,
): Said => ({
  text: `What you can type behind ${command}`,
  blocks: [
    ...(unknown ? [section(unknownWords(unknown, command))] : []),
    section(`*Where to start*\n${starting(command)}`),
    divider,
    ...inPieces(taught.map(lineOf(command))).map((it) => section(it)),
    context(`\`${command} help invite\` tells all about one word.`),
    ...missingLetter,
  ],
})

/** All about one word: how it is written, what it does, examples to copy. */
export const helpOnWord = ({ command }: Spoken, word: Word): Said => {
  const it = helpOn(word)
  return {
    text: `${command} ${it.usage}: ${it.what}`,
    blocks: [
      section(`*${command} ${safe(it.usage)}*\n${safe(it.what)}`),
      ...(waiting.includes(word)
        ? [context('Nothing stands behind this word yet: it comes with a later release.')]
        : [section(`*For example*\n${examplesOf(it, command)}`)]),
      ...(it.also.length > 0
        ? [context(`Also understood: ${it.also.map((one) => `\`${one}\``).join(', ')}`)]
        : []),
      ...(word === 'pending' || word === 'resend' || word === 'invite' ? missingLetter : []),
    ],
  }
}

/** What one sees in an area of the Home, what can be done there, and the words for the same. */
export function areaHelpModal(area: string, { command, publicUrl }: Spoken & { publicUrl: string }): Modal {
  const about = areaHelp[area] ?? areaHelp.account
  return modal({
    title: about.title,
    blocks: [
      ...about.says.map((it) => section(it)),
      ...(about.words.length > 0
        ? [
            section(
              `*The same by typing*\n${about.words.map((it) => lineOf(command)(helpOn(it))).join('\n')}`,
            ),
          ]
        : []),
      ...(about.isAboutLetters ? [divider, ...missingLetter] : []),
      ...(about === areaHelp.account ? [] : [divider, header('Where to start'), section(starting(command))]),
      context(`\`${command} help\` lists every word.`),
      actions(button('Open Usher on the web', 'link.account', '', { url: `${publicUrl}/account` })),
    ],
  })
}

/** Where the org chart is; with words, what to look for in it. */
export const orgWords = (url: string, sought: string): Said => ({
  text: 'Who reports to whom is on the web.',
  blocks: [
    section(
      sought
        ? `The org chart can be searched for “${safe(sought.slice(0, 60))}” on the web, for everybody who is signed in.`
        : 'Who reports to whom is on the web, for everybody who is signed in: as a chart and as a list.',
      button(sought ? 'Find in the org chart' : 'Open the org chart', 'link.org', '', {
        url,
        style: 'primary',
      }),
    ),
  ],
})

const missingLetter: Block[] = [
  section(`*${letterMissing.title}*\n${letterMissing.steps.map((it, at) => `${at + 1}. ${it}`).join('\n')}`),
]

const lineOf =
  (command: string) =>
  ({ word, what }: HelpEntry): string =>
    `\`${command} ${word}\`  ${safe(what)}`

const starting = (command: string): string =>
  whereToStart.map((it) => `• *${it.title}:* \`${command} ${it.example}\`. ${it.text}`).join('\n')

const examplesOf = ({ examples }: HelpEntry, command: string): string =>
  examples.map((it) => `\`${command} ${safe(it)}\``).join('\n')

const unknownWords = ({ typed, suggestion }: { typed: string; suggestion: Word | null }, command: string) =>
  `There is no word “${safe(typed.slice(0, 60))}”.${suggestion ? ` Did you mean \`${command} help ${suggestion}\`?` : ''} These there are:`

/** A section takes 3,000 characters; lines stay whole. */
function inPieces(lines: string[]): string[] {
  const pieces: string[] = ['']
  for (const line of lines) {
    const last = pieces.at(-1) ?? ''
    if (last.length + line.length > 2500) pieces.push(line)
    else pieces[pieces.length - 1] = last ? `${last}\n${line}` : line
  }
  return pieces
}
