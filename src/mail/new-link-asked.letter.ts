import type { NewLinkAskedLetter } from '../domain/message.ts'
import { type Content, paragraph, small } from './letter-content.ts'
import { exactly, say, subject } from './sentence.ts'

export function newLinkAsked({ organizationName, invitedAddress }: NewLinkAskedLetter): Content {
  return {
    organizationName,
    subject: subject`${invitedAddress} asks for a new link to ${organizationName}`,
    preview: say`The one you sent no longer works.`,
    heading: say`A new link is wanted`,
    parts: [
      paragraph(
        say`The link in your invitation of ${exactly(invitedAddress)} to ${organizationName} no longer works, and whoever holds it asks for a new one.`,
      ),
      paragraph(
        say`To send one, open Usher in Slack, look for the address among the invitations and press Resend. The new link goes to that address and nowhere else.`,
      ),
      small(say`If you would rather not, do nothing: the old link stays dead.`),
    ],
  }
}
