import type { LinkAskedLetter } from '../domain/message.ts'
import { type Content, facts, greeting, paragraph, small } from './letter-content.ts'
import { say, subject } from './sentence.ts'

/** To an owner: nobody's account is taken over because a provider names its address. */
export function linkAsked(letter: LinkAskedLetter): Content {
  const { organizationName, connectionName, personName } = letter
  return {
    organizationName,
    subject: subject`Is this the same person? ${connectionName} asks about ${personName}`,
    preview: say`Nothing has changed. You decide.`,
    heading: say`Is this the same person?`,
    parts: [
      ...greeting(letter.firstName),
      paragraph(
        say`${connectionName} wants to make a person at ${organizationName} who may be somebody you have already.`,
      ),
      facts(['Here', personName], ['Their address', letter.address], ['In the provider', letter.userName]),
      paragraph(
        say`If they are the same, open Usher in Slack, go to Sync and link them: from then on ${connectionName} says who they are and whether they may come in.`,
      ),
      small(
        say`If they are not, say so there. Until you answer, nothing changes and the provider is refused.`,
      ),
    ],
  }
}
