import type { InvitationFacts, LetterFacts } from '../../db/letter-facts.ts'
import type { Message, MessageKind } from '../../db/outbox.ts'
import { NOTICE_WORTH_SECONDS } from '../../domain/delivery.ts'
import { stateOf } from '../../domain/invitation.ts'
import { linkTo, tokenOf } from '../../domain/link.ts'
import type { Letter } from '../../domain/message.ts'
import { deathOf, mayReset } from '../../domain/reset.ts'
import { mayLinkSlack } from '../../domain/slack-link.ts'
import { after } from '../../domain/time.ts'
import { nameOf, stateOf as userStateOf } from '../../domain/user.ts'
import { mayBeWelcomed, welcomeAddressOf } from '../../domain/welcome.ts'
import type { LinkMaking } from '../context.ts'

/** A letter ready to leave: to whom, and until when it is worth trying. */
export interface Written {
  to: string
  letter: Letter
  until: Date
}

interface Occasion {
  message: Message
  facts: LetterFacts
  links: LinkMaking
  now: Date
}

type Write = (occasion: Occasion) => Written | null

/** Null when what was promised is no longer true: then nobody should read it. */
export const writeLetter = (
  message: Message,
  facts: LetterFacts,
  links: LinkMaking,
  now: Date,
): Written | null => writers[message.kind]({ message, facts, links, now })

const invitation: Write = ({ message, facts, links, now }) => {
  const { invitation, seed, roleNames } = facts.about ?? {}
  if (!invitation?.email || !invitation.expiresAt || !seed) return null
  if (stateOf(invitation, now) !== 'pending' || invitation.generation !== message.generation) return null
  const { organization } = facts
  return {
    to: invitation.email,
    until: invitation.expiresAt,
    letter: {
      kind: 'invitation',
      ...common(facts, now),
      inviterName: invitation.inviterName === organization.name ? null : invitation.inviterName,
      roleNames: roleNames ?? [],
      message: invitation.message,
      link: linkTo(links.publicUrl, 'invitation', tokenOf(links.keys, seed)),
      expiresAt: invitation.expiresAt,
      isReminder: false,
    },
  }
}

const reset: Write = ({ facts, links, now }) => {
  const { recipient, oneTimeToken: token } = facts
  if (!recipient?.email || !mayReset(recipient) || !token || deathOf(token, now)) return null
  if (recipient.address !== token.boundAddress) return null
  const link = linkTo(links.publicUrl, 'reset', tokenOf(links.keys, { ...token, purpose: 'reset' }))
  const { firstName } = recipient
  const letter = {
    kind: 'reset' as const,
    ...common(facts, now),
    firstName,
    link,
    expiresAt: token.expiresAt,
  }
  return { to: recipient.email, until: token.expiresAt, letter }
}

/** To the address on file, or the personal one of whoever has no other. */
const welcome: Write = ({ facts, links, now }) => {
  const { recipient, oneTimeToken: token } = facts
  if (!recipient || !mayBeWelcomed(recipient) || !token || deathOf(token, now)) return null
  const to = recipient.email ?? recipient.deliveryEmail
  if (!to || welcomeAddressOf(recipient) !== token.boundAddress) return null
  const letter = {
    kind: 'welcome' as const,
    ...common(facts, now),
    firstName: recipient.firstName,
    link: linkTo(links.publicUrl, 'welcome', tokenOf(links.keys, { ...token, purpose: 'welcome' })),
    expiresAt: token.expiresAt,
  }
  return { to, until: token.expiresAt, letter }
}

/** An owner answers once: whoever reads it afterwards has nothing to decide. */
const linkAsked: Write = ({ message, facts, now }) => {
  const { provider, recipient } = facts
  if (!provider?.person || !provider.question || provider.question.answer) return null
  return notice(message, facts, {
    kind: 'link-asked',
    ...common(facts, now),
    firstName: recipient?.firstName ?? null,
    connectionName: provider.connectionName,
    userName: provider.question.userName,
    personName: nameOf(provider.person),
    address: provider.person.email,
  })
}

const ownerKept: Write = ({ message, facts, now }) =>
  facts.provider &&
  notice(message, facts, {
    kind: 'owner-kept',
    ...common(facts, now),
    firstName: facts.recipient?.firstName ?? null,
    connectionName: facts.provider.connectionName,
  })

/** To the address that is to become theirs, and to no other. */
const confirmAddress: Write = ({ facts, links, now }) => {
  const { recipient, oneTimeToken: token } = facts
  if (!recipient || userStateOf(recipient) !== 'active' || !token?.boundAddress || deathOf(token, now))
    return null
  const link = linkTo(
    links.publicUrl,
    'email-change',
    tokenOf(links.keys, { ...token, purpose: 'email-change' }),
  )
  const letter = {
    kind: 'confirm-address' as const,
    ...common(facts, now),
    firstName: recipient.firstName,
    link,
    expiresAt: token.expiresAt,
  }
  return { to: token.boundAddress, until: token.expiresAt, letter }
}

/** To the address on file, and to no other. */
const slackLink: Write = ({ facts, links, now }) => {
  const { recipient, oneTimeToken: token, workspaceName } = facts
  if (!recipient?.email || !token || deathOf(token, now) || !mayLinkSlack(recipient)) return null
  if (recipient.address !== token.boundAddress) return null
  const letter = {
    kind: 'slack-link' as const,
    ...common(facts, now),
    firstName: recipient.firstName,
    slackName: token.slackName ?? 'somebody',
    workspaceName: workspaceName ?? 'your workspace',
    link: linkTo(links.publicUrl, 'slack-link', tokenOf(links.keys, { ...token, purpose: 'slack-link' })),
    expiresAt: token.expiresAt,
  }
  return { to: recipient.email, until: token.expiresAt, letter }
}

/** To the address that was left: whoever took it away reads the new one. */
const emailChanged: Write = ({ message, facts, now }) => {
  const { recipient, oneTimeToken } = facts
  if (!recipient || !oneTimeToken?.leftAddress) return null
  const letter = {
    kind: 'notice' as const,
    ...common(facts, now),
    firstName: recipient.firstName,
    what: 'email-changed' as const,
    at: message.createdAt,
    device: null,
    ip: null,
  }
  return { to: oneTimeToken.leftAddress, letter, until: after(message.createdAt, NOTICE_WORTH_SECONDS) }
}

/** To the inviter, about what became of the invitation. */
const toInviter =
  (say: (about: InvitationFacts, common: ReturnType<typeof aboutInvited>) => Letter): Write =>
  ({ message, facts, now }) => {
    const { about } = facts
    return about && notice(message, facts, say(about, aboutInvited(facts, about, now)))
  }

const securityNotice =
  (what: 'password-changed' | 'phone-changed' | 'new-device' | 'slack-replaced'): Write =>
  ({ message, facts, now }) => {
    const { recipient, session } = facts
    const from = { device: session?.device ?? null, ip: session?.ip ?? null }
    const firstName = recipient?.firstName ?? null
    const letter = {
      kind: 'notice' as const,
      ...common(facts, now),
      firstName,
      what,
      at: message.createdAt,
      ...from,
    }
    return notice(message, facts, letter)
  }

/** Whoever is not active any more has no use for it, and a role that was given anew does not end. */
const roleEnding =
  (isForGiver: boolean): Write =>
  ({ message, facts, now }) => {
    const { recipient, ending } = facts
    if (!ending?.expiresAt || ending.expiresAt <= now || ending.holder.state !== 'active') return null
    const letter = {
      kind: 'role-ending' as const,
      ...common(facts, now),
      firstName: recipient?.firstName ?? null,
      roleName: ending.name,
      siteName: ending.siteName,
      endsAt: ending.expiresAt,
      holderName: isForGiver ? nameOf(ending.holder) : null,
    }
    const written = notice(message, facts, letter)
    return written && { ...written, until: ending.expiresAt }
  }

/** One that was used, replaced or given up has nobody waiting for it. */
const passwordEnding: Write = ({ message, facts, now }) => {
  const { recipient, endingPassword: password } = facts
  if (!password?.temporaryUntil || password.temporaryUntil <= now) return null
  if (password.person.state !== 'active') return null
  const letter = {
    kind: 'password-ending' as const,
    ...common(facts, now),
    firstName: recipient?.firstName ?? null,
    personName: nameOf(password.person),
    endsAt: password.temporaryUntil,
  }
  const written = notice(message, facts, letter)
  return written && { ...written, until: password.temporaryUntil }
}

/** One that was revoked, or was renewed without any overlap, ends nothing any more. */
const tokenEnding: Write = ({ message, facts, now }) => {
  const { recipient, endingToken: token } = facts
  if (!token?.expiresAt || token.expiresAt <= now || token.revokedAt) return null
  const letter = {
    kind: 'token-ending' as const,
    ...common(facts, now),
    firstName: recipient?.firstName ?? null,
    connectionName: token.connectionName,
    beginning: token.beginning,
    lastUsedAt: token.lastUsedAt,
    endsAt: token.expiresAt,
  }
  const written = notice(message, facts, letter)
  return written && { ...written, until: token.expiresAt }
}

/** Who has answered meanwhile is left out; where everybody has, there is nothing to say. */
const reminder: Write = ({ message, facts, now }) => {
  const { recipient, waiting } = facts
  if (!waiting || waiting.all === 0) return null
  const letter = {
    kind: 'reminder' as const,
    ...common(facts, now),
    firstName: recipient?.firstName ?? null,
    waiting: waiting.invitations.map(({ email, address, personName, roleNames, sentAt, expiresAt }) => ({
      invitedAddress: email ?? address ?? personName ?? 'somebody',
      roleNames,
      sentAt: sentAt ?? now,
      expiresAt: expiresAt ?? now,
    })),
    all: waiting.all,
  }
  return notice(message, facts, letter)
}

const writers: Record<MessageKind, Write> = {
  invitation,
  reset,
  'confirm-address': confirmAddress,
  'email-changed': emailChanged,
  'new-link-asked': toInviter((_, common) => ({ kind: 'new-link-asked', ...common })),
  'invitation-accepted': toInviter(({ invitation, invited }, common) => ({
    kind: 'invitation-accepted',
    ...common,
    personName: invited && nameOf(invited),
    why: invitation.endedWhy,
  })),
  'invitation-declined': toInviter(({ invitation }, common) => ({
    kind: 'invitation-declined',
    ...common,
    personName: null,
    why: invitation.endedWhy,
  })),
  'delivery-failed': toInviter(({ lastFailure }, common) => ({
    kind: 'delivery-failed',
    ...common,
    reply: lastFailure ?? '',
  })),
  // These are for people in Slack; who has left it meanwhile finds them on the Home of whoever has not.
  'approval-asked': () => null,
  'approval-awaited': () => null,
  'approval-decided': () => null,
  'approval-ending': () => null,
  'approval-undecided': () => null,
  'redraw-card': () => null,
  'redraw-reminder': () => null,
  digest: () => null,
  'channel-lost': () => null,
  'deed-cut-off': () => null,
  'staged-run': () => null,
  'redraw-staged-run': () => null,
  reminder,
  'slack-connected': () => null,
  'slack-link': slackLink,
  'slack-replaced': securityNotice('slack-replaced'),
  'password-changed': securityNotice('password-changed'),
  'phone-changed': securityNotice('phone-changed'),
  'new-device': securityNotice('new-device'),
  'password-ending': passwordEnding,
  'role-ending': roleEnding(false),
  'role-ending-for-giver': roleEnding(true),
  welcome,
  'link-asked': linkAsked,
  'owner-kept': ownerKept,
  'token-ending': tokenEnding,
}

function notice(message: Message, { recipient }: LetterFacts, letter: Letter): Written | null {
  if (!recipient?.email || userStateOf(recipient) !== 'active') return null
  return { to: recipient.email, letter, until: after(message.createdAt, NOTICE_WORTH_SECONDS) }
}

const common = ({ organization }: LetterFacts, now: Date) => ({
  organizationName: organization.name,
  timeZone: organization.timeZone,
  now,
})

const aboutInvited = (facts: LetterFacts, { invitation }: InvitationFacts, now: Date) => ({
  ...common(facts, now),
  invitedAddress: invitation.email ?? invitation.address ?? 'somebody',
})
