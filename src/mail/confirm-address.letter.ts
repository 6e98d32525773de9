import type { ConfirmAddressLetter } from '../domain/message.ts'
import { momentInWords } from '../domain/plain-words.ts'
import { button, type Content, greeting, paragraph, small } from './letter-content.ts'
import { lifetimeInWords } from './lifetime.ts'
import { say, subject } from './sentence.ts'

export function confirmAddress(letter: ConfirmAddressLetter): Content {
  const { organizationName, firstName } = letter
  const left = lifetimeInWords(letter.now, letter.expiresAt)
  return {
    organizationName,
    subject: subject`Confirm your new e-mail address for ${organizationName}`,
    preview: say`The link works once, within ${left}.`,
    heading: say`Confirm your new e-mail address`,
    parts: [
      ...greeting(firstName),
      paragraph(
        say`This address is to become the one of your account at ${organizationName}. It does when you confirm it here.`,
      ),
      button('Confirm the address', letter.link),
      small(
        say`The link works once, within ${left}: until ${momentInWords(letter.expiresAt, letter.timeZone)}. You sign in with this address from then on.`,
      ),
      small(say`If you know nothing of this, ignore it: nothing changes.`),
    ],
  }
}
