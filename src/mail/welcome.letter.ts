import type { WelcomeLetter } from '../domain/message.ts'
import { momentInWords } from '../domain/plain-words.ts'
import { button, type Content, greeting, paragraph, small } from './letter-content.ts'
import { lifetimeInWords } from './lifetime.ts'
import { say, subject } from './sentence.ts'

export function welcome(letter: WelcomeLetter): Content {
  const { organizationName, firstName } = letter
  const left = lifetimeInWords(letter.now, letter.expiresAt)
  return {
    organizationName,
    subject: subject`Your account at ${organizationName} is ready`,
    preview: say`Choose a password to come in.`,
    heading: say`Your account at ${organizationName} is ready`,
    parts: [
      ...greeting(firstName),
      paragraph(
        say`${organizationName} has made an account for you. Choose a password, and you are in; from then on you sign in with this address.`,
      ),
      button('Set up your account', letter.link),
      small(
        say`The link works once, within ${left}: until ${momentInWords(letter.expiresAt, letter.timeZone)}. It is for you alone, so please do not pass it on. When it has ended, the page it leads to sends you another.`,
      ),
      small(say`If you do not know ${organizationName}, ignore it: nobody comes in without this link.`),
    ],
  }
}
