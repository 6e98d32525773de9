import type { NoticeLetter } from '../domain/message.ts'
import { momentInWords } from '../domain/plain-words.ts'
import { type Content, facts, greeting, paragraph } from './letter-content.ts'
import { type Sentence, say, subject } from './sentence.ts'

const happened: Record<
  NoticeLetter['what'],
  { heading: Sentence; what: (organization: string) => Sentence }
> = {
  'password-changed': {
    heading: say`Your password was changed`,
    what: (it) => say`The password of your account at ${it} was changed.`,
  },
  'email-changed': {
    heading: say`Your e-mail address was changed`,
    what: (it) =>
      say`The e-mail address of your account at ${it} was changed. Letters go to the new one from now on.`,
  },
  'phone-changed': {
    heading: say`Your phone number was changed`,
    what: (it) => say`The phone number of your account at ${it} was changed.`,
  },
  'slack-replaced': {
    heading: say`Another Slack account was connected`,
    what: (it) =>
      say`The Slack account that was connected to your account at ${it} is so no more: another connection took its place. What is done there is no longer done in your name.`,
  },
  'new-device': {
    heading: say`A sign-in from a new device`,
    what: (it) => say`Somebody signed in to your account at ${it} from a device that we had not seen before.`,
  },
}

/** To the person themselves, and with no link: a warning is what a forger would copy first. */
export function notice(letter: NoticeLetter): Content {
  const { heading, what } = happened[letter.what]
  return {
    organizationName: letter.organizationName,
    subject: subject`${heading.ours.join('')} (${letter.organizationName})`,
    preview: say`If it was you, there is nothing to do.`,
    heading,
    parts: [
      ...greeting(letter.firstName),
      paragraph(what(letter.organizationName)),
      facts(
        ['When', momentInWords(letter.at, letter.timeZone)],
        ['Device', letter.device],
        ['Network', letter.ip],
      ),
      paragraph(say`If it was you, there is nothing to do.`),
      paragraph(alarm(letter)),
    ],
  }
}

/** After a change of address "forgot password" would write to whoever changed it. */
const alarm = ({ what, organizationName }: NoticeLetter): Sentence =>
  what === 'email-changed'
    ? say`If it was not you, tell an administrator of ${organizationName} now: only they can give the account back to you.`
    : say`If it was not you, tell an administrator of ${organizationName} now, and choose a new password with “Forgot your password?” on the sign-in page.`
