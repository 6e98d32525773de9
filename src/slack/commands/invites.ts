import type { Reaction } from '../door/answer.ts'
import type { Told } from '../door/told.ts'

/** What the short command takes over from the root one, besides inviting. */
const alsoKnown = /^(?:pending|resend|cancel|help)(?=\s|$)/i

/** `/invites` alone shows who has not answered; with words it invites. It is the root command, abbreviated. */
export function inviting(people: Reaction): Reaction {
  const { opens, react } = people
  return {
    opens: (told) => (typeof opens === 'function' ? opens(inFull(told)) : (opens ?? null)),
    react: (heard) => react({ ...heard, ...inFull(heard) }),
  }
}

function inFull<T extends Told>(told: T): T {
  const typed = told.words.trim()
  if (typed === '' || /^list$/i.test(typed)) return { ...told, words: 'pending' }
  if (/^(?:help|\?)$/i.test(typed)) return { ...told, words: 'help invite' }
  return { ...told, words: alsoKnown.test(typed) ? typed : `invite ${typed}` }
}
