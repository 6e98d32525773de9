import type { InvitationLetter } from '../domain/message.ts'
import { listInWords, momentInWords } from '../domain/plain-words.ts'
import { button, type Content, paragraph, quote, small } from './letter-content.ts'
import { lifetimeInWords } from './lifetime.ts'
import { say, subject } from './sentence.ts'

export function invitation(letter: InvitationLetter): Content {
  const { organizationName, inviterName, message, isReminder } = letter
  const left = lifetimeInWords(letter.now, letter.expiresAt)
  return {
    organizationName,
    subject: subjectOf(letter),
    preview: say`Accept within ${left}. The link is for you alone.`,
    heading: isReminder
      ? say`Your invitation to ${organizationName} is still open`
      : say`You are invited to join ${organizationName}`,
    parts: [
      paragraph(asked(letter)),
      ...(message?.trim() ? [quote(say`${inviterName ?? organizationName} wrote`, message)] : []),
      button('Accept the invitation', letter.link),
      small(
        say`The link works once, within ${left}: until ${momentInWords(letter.expiresAt, letter.timeZone)}. It is for you alone, so please do not pass it on.`,
      ),
      small(say`If you did not expect this, ignore it: nothing happens unless you accept.`),
    ],
  }
}

function subjectOf({ organizationName, inviterName, isReminder }: InvitationLetter) {
  if (!inviterName && isReminder) return subject`Reminder: you are invited to join ${organizationName}`
  if (!inviterName) return subject`You are invited to join ${organizationName}`
  if (isReminder) return subject`Reminder: ${inviterName} invited you to join ${organizationName}`
  return subject`${inviterName} invites you to join ${organizationName}`
}

function asked({ organizationName, inviterName, roleNames, isReminder }: InvitationLetter) {
  const roles = listInWords(roleNames)
  if (!inviterName && roles) return say`You are invited to join ${organizationName} as ${roles}.`
  if (!inviterName) return say`You are invited to join ${organizationName}.`
  if (isReminder && roles) return say`${inviterName} invited you to join ${organizationName} as ${roles}.`
  if (isReminder) return say`${inviterName} invited you to join ${organizationName}.`
  if (roles) return say`${inviterName} invites you to join ${organizationName} as ${roles}.`
  return say`${inviterName} invites you to join ${organizationName}.`
}
