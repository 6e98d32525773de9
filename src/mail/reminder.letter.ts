import type { ReminderLetter } from '../domain/message.ts'
import { countInWords, listInWords, momentInWords } from '../domain/plain-words.ts'
import { type Content, facts, greeting, paragraph, small } from './letter-content.ts'
import { say, subject } from './sentence.ts'

/** To an inviter who is not in Slack, where the same would have buttons. */
export const reminder = (letter: ReminderLetter): Content => {
  const { organizationName, all, waiting, timeZone } = letter
  const [only] = waiting
  const people = countInWords(all, 'person', 'people')
  return {
    organizationName,
    subject:
      all === 1 && only
        ? subject`${only.invitedAddress} has not answered your invitation yet`
        : subject`${people} have not answered your invitations yet`,
    preview: say`Their links still work: perhaps a word from you helps.`,
    heading: all === 1 ? say`Somebody has not answered yet` : say`${people} have not answered yet`,
    parts: [
      ...greeting(letter.firstName),
      paragraph(
        say`You invited them to ${organizationName}. Their links still work: a word from you may be all that is missing.`,
      ),
      facts(
        ...waiting.map(({ invitedAddress, roleNames, expiresAt }): [string, string] => [
          invitedAddress,
          `${listInWords(roleNames)} · until ${momentInWords(expiresAt, timeZone)}`,
        ]),
      ),
      ...(all > waiting.length ? [paragraph(say`And ${String(all - waiting.length)} more.`)] : []),
      small(
        say`In Slack, Usher lists them with buttons to send again or to cancel. You hear of each of them once.`,
      ),
    ],
  }
}
