import type { OwnerKeptLetter } from '../domain/message.ts'
import { type Content, greeting, paragraph, small } from './letter-content.ts'
import { say, subject } from './sentence.ts'

/** Without them nobody could look after the organization any more, so the provider was refused. */
export function ownerKept(letter: OwnerKeptLetter): Content {
  const { organizationName, connectionName } = letter
  return {
    organizationName,
    subject: subject`${connectionName} wanted to end your access to ${organizationName}`,
    preview: say`You are the last owner, so it was refused.`,
    heading: say`You are the last owner`,
    parts: [
      ...greeting(letter.firstName),
      paragraph(
        say`${connectionName} wanted to suspend or delete your account at ${organizationName}. You are its last owner: without you nobody could look after it, so Usher refused.`,
      ),
      paragraph(
        say`If you are to go, make somebody else an owner first; the provider succeeds with its next try. If you are not, correct it in the provider.`,
      ),
      small(say`You hear of this once a day at most, however often the provider tries.`),
    ],
  }
}
