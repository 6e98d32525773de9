import type { ResetLetter } from '../domain/message.ts'
import { momentInWords } from '../domain/plain-words.ts'
import { button, type Content, greeting, paragraph, small } from './letter-content.ts'
import { lifetimeInWords } from './lifetime.ts'
import { say, subject } from './sentence.ts'

export function reset(letter: ResetLetter): Content {
  const { organizationName, firstName } = letter
  const left = lifetimeInWords(letter.now, letter.expiresAt)
  return {
    organizationName,
    subject: subject`Choose a new password for ${organizationName}`,
    preview: say`The link works once, within ${left}.`,
    heading: say`Choose a new password`,
    parts: [
      ...greeting(firstName),
      paragraph(
        say`Somebody, you we hope, asked for a new password for your account at ${organizationName}. You can choose it here.`,
      ),
      button('Choose a new password', letter.link),
      small(
        say`The link works once, within ${left}: until ${momentInWords(letter.expiresAt, letter.timeZone)}. Choosing a new password signs you out everywhere.`,
      ),
      small(say`If you did not ask for this, ignore it: your password stays as it is.`),
    ],
  }
}
