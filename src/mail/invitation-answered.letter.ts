import type { InvitationAnsweredLetter } from '../domain/message.ts'
import { type Content, paragraph, quote, small } from './letter-content.ts'
import { exactly, say, subject } from './sentence.ts'

export const invitationAnswered = (letter: InvitationAnsweredLetter): Content =>
  letter.kind === 'invitation-accepted' ? accepted(letter) : declined(letter)

function accepted({ organizationName, invitedAddress, personName }: InvitationAnsweredLetter): Content {
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
