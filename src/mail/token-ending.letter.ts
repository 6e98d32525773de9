import type { TokenEndingLetter } from '../domain/message.ts'
import { momentInWords } from '../domain/plain-words.ts'
import { type Content, facts, greeting, paragraph, small } from './letter-content.ts'
import { lifetimeInWords } from './lifetime.ts'
import { say, subject } from './sentence.ts'

/** To everybody who looks after connections: in time to put a new token in the provider's console. */
export function tokenEnding(letter: TokenEndingLetter): Content {
  const { organizationName, connectionName, beginning, now, endsAt, lastUsedAt, timeZone } = letter
  const left = lifetimeInWords(now, endsAt)
  return {
    organizationName,
    subject: subject`A token of ${connectionName} at ${organizationName} ends in ${left}`,
    preview: say`After that ${connectionName} can not keep people in step any more.`,
    heading: say`A token of ${connectionName} ends in ${left}`,
    parts: [
      ...greeting(letter.firstName),
      paragraph(
        say`${connectionName} keeps the people of ${organizationName} in step with a token that begins with ${beginning}. When it ends, nobody is added, changed or suspended from there any more, until there is a new one.`,
      ),
      facts(
        ['Connection', connectionName],
        ['Token', `${beginning}…`],
        ['Last used', lastUsedAt ? momentInWords(lastUsedAt, timeZone) : 'never'],
        ['Ends', momentInWords(endsAt, timeZone)],
      ),
      paragraph(
        say`Open Usher in Slack, choose Sync, and renew the token: you get a new one, and the old one still works for as long as you say. Then put the new one in the provider’s console.`,
      ),
      small(say`If this token is not used any more, there is nothing to do.`),
    ],
  }
}
