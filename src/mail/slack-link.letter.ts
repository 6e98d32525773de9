import type { SlackLinkLetter } from '../domain/message.ts'
import { momentInWords } from '../domain/plain-words.ts'
import { button, type Content, facts, greeting, paragraph, small } from './letter-content.ts'
import { lifetimeInWords } from './lifetime.ts'
import { say, subject } from './sentence.ts'

export function slackLink(letter: SlackLinkLetter): Content {
  const { organizationName, firstName, slackName, workspaceName } = letter
  const left = lifetimeInWords(letter.now, letter.expiresAt)
  return {
    organizationName,
    subject: subject`Connect Slack with your account at ${organizationName}`,
    preview: say`The link works once, within ${left}.`,
    heading: say`Is this you in Slack?`,
    parts: [
      ...greeting(firstName),
      paragraph(
        say`Somebody in Slack, you we hope, asked to be connected with your account at ${organizationName}.`,
      ),
      facts(['In Slack', slackName], ['Workspace', workspaceName]),
      paragraph(say`Once connected, whatever this Slack account asks of Usher is done in your name.`),
      button('Connect this Slack account', letter.link),
      small(
        say`The link works once, within ${left}: until ${momentInWords(letter.expiresAt, letter.timeZone)}.`,
      ),
      small(say`If this is not you, ignore it: nothing is connected.`),
    ],
  }
}
