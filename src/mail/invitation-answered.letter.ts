import type { InvitationAnsweredLetter } from '../domain/message.ts'
import { type Content, paragraph, quote, small } from './letter-content.ts'
import { exactly, say, subject } from './sentence.ts'

export const invitationAnswered = (letter: InvitationAnsweredLetter): Content =>
  letter.kind === 'invitation-accepted' ? accepted(letter) : declined(letter)

function accepted(letter: InvitationAnsweredLetter): Content {
  const { organizationName, invitedAddress, personName, why } = letter
  if (why) return provisioned(letter, why)
  return {
    organizationName,
    subject: subject`${personName ?? invitedAddress} joined ${organizationName}`,
    preview: say`Your invitation was accepted.`,
    heading: say`Your invitation was accepted`,
    parts: [
      paragraph(
        personName
          ? say`${personName} (${exactly(invitedAddress)}) accepted your invitation and is now part of ${organizationName}.`
          : say`${exactly(invitedAddress)} accepted your invitation and is now part of ${organizationName}.`,
      ),
      small(say`There is nothing left for you to do.`),
    ],
  }
}

/** Nobody opened the link: an identity provider was first. */
function provisioned(
  { organizationName, invitedAddress, personName }: InvitationAnsweredLetter,
  why: string,
): Content {
  return {
    organizationName,
    subject: subject`${personName ?? invitedAddress} joined ${organizationName}`,
    preview: say`Your invitation is closed: they came by another way.`,
    heading: say`Whom you invited is here`,
    parts: [
      paragraph(
        personName
          ? say`${personName} (${exactly(invitedAddress)}) is now part of ${organizationName}: ${why}.`
          : say`${exactly(invitedAddress)} is now part of ${organizationName}: ${why}.`,
      ),
      small(
        say`What you promised them is theirs. The link in your invitation is closed, and there is nothing left for you to do.`,
      ),
    ],
  }
}

function declined({ organizationName, invitedAddress, personName, why }: InvitationAnsweredLetter): Content {
  return {
    organizationName,
    subject: subject`${personName ?? invitedAddress} declined your invitation to ${organizationName}`,
    preview: say`The link is closed.`,
    heading: say`Your invitation was declined`,
    parts: [
      paragraph(
        personName
          ? say`${personName} (${exactly(invitedAddress)}) declined your invitation to ${organizationName}.`
          : say`${exactly(invitedAddress)} declined your invitation to ${organizationName}.`,
      ),
      ...(why?.trim() ? [quote(say`The reason given`, why)] : []),
      small(say`The link is closed. Should this change, you can invite the same address again.`),
    ],
  }
}
