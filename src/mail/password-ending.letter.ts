import type { PasswordEndingLetter } from '../domain/message.ts'
import { momentInWords } from '../domain/plain-words.ts'
import { type Content, facts, greeting, paragraph, small } from './letter-content.ts'
import { lifetimeInWords } from './lifetime.ts'
import { say, subject } from './sentence.ts'

/** To whoever handed it over: in time to ask what is the matter. */
export function passwordEnding(letter: PasswordEndingLetter): Content {
  const { organizationName, personName, now, endsAt, timeZone } = letter
  return {
    organizationName,
    subject: subject`${personName} has not signed in to ${organizationName} yet`,
    preview: say`The temporary password that you handed over ends soon.`,
    heading: say`A temporary password ends in ${lifetimeInWords(now, endsAt)}`,
    parts: [
      ...greeting(letter.firstName),
      paragraph(
        say`You made a temporary password for ${personName} at ${organizationName}. Nobody has signed in with it.`,
      ),
      facts(['For', personName], ['Ends', momentInWords(endsAt, timeZone)]),
      paragraph(
        say`Ask whether it has arrived. If it is too late by then, open Usher in Slack, look for ${personName} and make another temporary password.`,
      ),
      small(say`If it is not needed any more, do nothing: it ends by itself.`),
    ],
  }
}
