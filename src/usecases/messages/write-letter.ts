import type { LetterFacts } from '../../db/letter-facts.ts'
import type { Message } from '../../db/outbox.ts'
import { NOTICE_WORTH_SECONDS } from '../../domain/delivery.ts'
import { stateOf } from '../../domain/invitation.ts'
import { linkTo, tokenOf } from '../../domain/link.ts'
import type { Letter } from '../../domain/message.ts'
import { after } from '../../domain/time.ts'
import { nameOf, stateOf as userStateOf } from '../../domain/user.ts'
import type { LinkMaking } from '../context.ts'

/** A letter ready to leave: to whom, and until when it is worth trying. */
export interface Written {
  to: string
  letter: Letter
  until: Date
}

/** Null when what was promised is no longer true: then nobody should read it. */
export function writeLetter(
  message: Message,
  facts: LetterFacts,
  links: LinkMaking,
  now: Date,
): Written | null {
  if (message.kind === 'invitation') return writeInvitation(message, facts, links, now)
  const { recipient, invitation, invited } = facts
  if (!recipient?.email || userStateOf(recipient) !== 'active') return null
  const about = {
    ...common(facts, now),
    invitedAddress: invitation.email ?? invitation.address ?? 'somebody',
  }
  const letters: Record<Exclude<Message['kind'], 'invitation'>, () => Letter> = {
    'new-link-asked': () => ({ kind: 'new-link-asked', ...about }),
    'invitation-accepted': () => ({
      kind: 'invitation-accepted',
      ...about,
      personName: invited && nameOf(invited),
      why: null,
    }),
    'invitation-declined': () => ({
      kind: 'invitation-declined',
      ...about,
      personName: null,
      why: invitation.endedWhy,
    }),
    'delivery-failed': () => ({ kind: 'delivery-failed', ...about, reply: facts.lastFailure ?? '' }),
  }
  return {
    to: recipient.email,
    letter: letters[message.kind](),
    until: after(message.createdAt, NOTICE_WORTH_SECONDS),
  }
}

function writeInvitation(message: Message, facts: LetterFacts, links: LinkMaking, now: Date): Written | null {
  const { invitation, seed } = facts
  const isTrue = stateOf(invitation, now) === 'pending' && invitation.generation === message.generation
  if (!isTrue || !seed || !invitation.email || !invitation.expiresAt) return null
  return {
    to: invitation.email,
    until: invitation.expiresAt,
    letter: {
      kind: 'invitation',
      ...common(facts, now),
      inviterName: invitation.inviterName === facts.organization.name ? null : invitation.inviterName,
      roleNames: facts.roleNames,
      message: invitation.message,
      link: linkTo(links.publicUrl, 'invitation', tokenOf(links.keys, seed)),
      expiresAt: invitation.expiresAt,
      isReminder: false,
    },
  }
}

const common = ({ organization }: LetterFacts, now: Date) => ({
  organizationName: organization.name,
  timeZone: organization.timeZone,
  now,
})
