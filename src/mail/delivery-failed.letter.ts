import type { DeliveryFailedLetter } from '../domain/message.ts'
import { type Content, paragraph, quote, small } from './letter-content.ts'
import { exactly, say, subject } from './sentence.ts'

export function deliveryFailed({ organizationName, invitedAddress, reply }: DeliveryFailedLetter): Content {
  return {
    organizationName,
    subject: subject`Your invitation could not be delivered to ${invitedAddress}`,
    preview: say`Check the address, or hand the link over yourself.`,
    heading: say`Your invitation did not arrive`,
    parts: [
      paragraph(
        say`The letter that invites ${exactly(invitedAddress)} to ${organizationName} could not be delivered, and it is not being tried again.`,
      ),
      ...(reply.trim() ? [quote(say`The mail server said`, reply)] : []),
      paragraph(
        say`If the address has a slip in it, cancel the invitation in Slack and invite the right one. If it is right, you can copy a fresh link there and hand it over yourself.`,
      ),
      small(say`Until then the invitation stays open and can be sent again.`),
    ],
  }
}
