import type { RoleEndingLetter } from '../domain/message.ts'
import { momentInWords } from '../domain/plain-words.ts'
import { type Content, facts, greeting, paragraph, small } from './letter-content.ts'
import { lifetimeInWords } from './lifetime.ts'
import { say, subject } from './sentence.ts'

/** To whoever holds the role, or to whoever gave it: in time to say that it is still needed. */
export const roleEnding = (letter: RoleEndingLetter): Content =>
  letter.holderName === null ? toHolder(letter) : toGiver(letter, letter.holderName)

function toHolder(letter: RoleEndingLetter): Content {
  const { organizationName, roleName } = letter
  return {
    organizationName,
    subject: subject`Your role ${roleName} at ${organizationName} ends soon`,
    preview: say`If you still need it, ask for it in time.`,
    heading: say`Your role ${roleName} ends in ${span(letter)}`,
    parts: [
      ...greeting(letter.firstName),
      paragraph(
        say`You were given the role ${roleName} at ${organizationName} for a while. Until it ends nothing changes; then you keep what your other roles allow.`,
      ),
      when(letter),
      paragraph(say`If you still need it, ask an administrator of ${organizationName} for longer.`),
      small(say`If you do not need it any more, there is nothing to do.`),
    ],
  }
}

function toGiver(letter: RoleEndingLetter, holderName: string): Content {
  const { organizationName, roleName } = letter
  return {
    organizationName,
    subject: subject`${holderName}’s role ${roleName} at ${organizationName} ends soon`,
    preview: say`You gave it for a while.`,
    heading: say`A role that you gave ends in ${span(letter)}`,
    parts: [
      ...greeting(letter.firstName),
      paragraph(say`You gave ${holderName} the role ${roleName} at ${organizationName} for a while.`),
      when(letter),
      paragraph(
        say`If it is still needed, open Usher in Slack, look for ${holderName} and give the role with a later end.`,
      ),
      small(say`If it is not, do nothing: it ends by itself.`),
    ],
  }
}

const span = ({ now, endsAt }: RoleEndingLetter): string => lifetimeInWords(now, endsAt)

const when = ({ roleName, siteName, endsAt, timeZone }: RoleEndingLetter) =>
  facts(['Role', roleName], ['Site', siteName], ['Ends', momentInWords(endsAt, timeZone)])
