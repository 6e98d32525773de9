import { countInWords } from '../../domain/plain-words.ts'
import { safe, section, type Words } from '../blocks.ts'
import { moment } from '../moments.ts'

const did = {
  resent: (count: number) =>
    `:email: ${countInWords(count, 'new letter is', 'new letters are')} queued. Every earlier link is dead.`,
  cancelled: (count: number) =>
    `:x: ${countInWords(count, 'invitation is', 'invitations are')} cancelled. The links are dead from this moment on.`,
}

/** How it went for all of them, and why not for some: each reason once, however many it stopped. */
export function doneToAll(what: keyof typeof did, all: number, reasons: Map<string, number>): Words {
  const left = leftIn(reasons)
  if (all === 0)
    return words('Everybody on this card has answered meanwhile: there is nothing left to do.', [])
  return words(all > left ? did[what](all - left) : ':warning: None of them could be.', linesOf(reasons))
}

export function snoozedWords(until: Date, all: number, reasons: Map<string, number>): Words {
  const left = leftIn(reasons)
  if (all === 0)
    return words('Everybody on this card has answered meanwhile: there is nothing to remind you of.', [])
  const them = countInWords(all - left, 'person', 'people')
  const done = `:alarm_clock: You hear of ${them} again ${moment(until)}, if they have not answered by then and their link still works.`
  return words(all > left ? done : ':warning: None of them could be put off.', linesOf(reasons))
}

const leftIn = (reasons: Map<string, number>): number =>
  [...reasons.values()].reduce((sum, it) => sum + it, 0)

const linesOf = (reasons: Map<string, number>): string[] =>
  [...reasons].map(([reason, count]) => `:warning: ${count} × ${safe(reason)}`)

const words = (said: string, lines: string[]): Words => ({
  text: said,
  blocks: [section([said, ...lines].join('\n'))],
})
