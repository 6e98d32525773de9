import type { Invitation } from '../domain/invitation.ts'
import type { LinkSeed } from '../domain/link.ts'
import type { Organization } from '../domain/organization.ts'
import type { Session } from '../domain/session.ts'
import type { User } from '../domain/user.ts'
import * as connections from './connections.ts'
import { type EndingPasswordFacts, endingPasswordFacts } from './credentials.ts'
import type { Tx } from './database.ts'
import { lastFailure } from './delivery-events.ts'
import { type EndingFacts, endingFacts } from './ending-grants.ts'
import { type EndingTokenFacts, endingTokenFacts } from './ending-tokens.ts'
import { countInReminder, type InvitationRow, inReminder } from './invitation-list.ts'
import { ofGeneration } from './invitation-tokens.ts'
import * as invitations from './invitations.ts'
import type { LinkQuestion } from './link-questions.ts'
import * as linkQuestions from './link-questions.ts'
import * as oneTimeTokens from './one-time-tokens.ts'
import * as organizations from './organizations.ts'
import type { Message } from './outbox.ts'
import * as roles from './roles.ts'
import * as sessions from './sessions.ts'
import * as teams from './slack-teams.ts'
import * as users from './users.ts'

/** Everything a letter may need, as it is at this moment and not when it was promised. */
export interface LetterFacts {
  organization: Organization
  /** One of us, whom the letter is for; an invited person is found through the invitation. */
  recipient: User | null
  about: InvitationFacts | null
  oneTimeToken: oneTimeTokens.OneTimeToken | null
  /** Where a Slack account that is to be connected lives. */
  workspaceName: string | null
  session: Session | null
  ending: EndingFacts | null
  endingToken: EndingTokenFacts | null
  endingPassword: EndingPasswordFacts | null
  /** What a reminder lists, the first of it. */
  waiting: { invitations: InvitationRow[]; all: number } | null
  provider: ProviderFacts | null
}

/** What a provider did or asks, and about whom. */
export interface ProviderFacts {
  connectionName: string
  person: User | null
  question: LinkQuestion | null
}

export interface InvitationFacts {
  invitation: Invitation
  invited: User | null
  roleNames: string[]
  seed: LinkSeed | null
  lastFailure: string | null
}

export async function factsOf(tx: Tx, message: Message, now: Date): Promise<LetterFacts> {
  const { organizationId, userId, oneTimeTokenId, sessionId, grantId, scimTokenId } = message
  const oneTimeToken =
    (oneTimeTokenId && (await oneTimeTokens.find(tx, organizationId, oneTimeTokenId))) || null
  return {
    organization: await organizations.find(tx, organizationId),
    recipient: userId ? await users.find(tx, organizationId, userId) : null,
    about: await invitationFacts(tx, message),
    oneTimeToken,
    workspaceName: oneTimeToken?.slackTeamId
      ? ((await teams.find(tx, oneTimeToken.slackTeamId))?.name ?? null)
      : null,
    session: (sessionId && (await sessions.find(tx, organizationId, sessionId))) || null,
    ending: grantId ? await endingFacts(tx, organizationId, grantId) : null,
    endingToken: scimTokenId ? await endingTokenFacts(tx, organizationId, scimTokenId) : null,
    endingPassword:
      message.kind === 'password-ending' && message.aboutUserId
        ? await endingPasswordFacts(tx, organizationId, message.aboutUserId)
        : null,
    waiting:
      message.reminderId && userId ? await waitingFacts(tx, organizationId, message.reminderId, now) : null,
    provider: await providerFacts(tx, message),
  }
}

async function providerFacts(tx: Tx, message: Message): Promise<ProviderFacts | null> {
  const { organizationId, connectionId, aboutUserId, linkQuestionId } = message
  if (!connectionId) return null
  const { name } = await connections.find(tx, organizationId, connectionId)
  return {
    connectionName: name,
    person: (aboutUserId && (await users.findIfThere(tx, organizationId, aboutUserId))) || null,
    question: (linkQuestionId && (await linkQuestions.find(tx, organizationId, linkQuestionId))) || null,
  }
}

const LISTED = 20

async function waitingFacts(tx: Tx, organizationId: string, id: string, now: Date) {
  const reminder = { organizationId, id, audience: 'inviter' as const }
  const rows = await inReminder(tx, reminder, 0, LISTED, now)
  const { pending } = await countInReminder(tx, reminder, now)
  const isPending = (it: InvitationRow) => it.ending === null && it.expiresAt !== null && it.expiresAt > now
  return { invitations: rows.filter(isPending), all: pending }
}

async function invitationFacts(tx: Tx, message: Message): Promise<InvitationFacts | null> {
  const { organizationId, invitationId, generation } = message
  if (!invitationId || generation === null) return null
  const invitation = await invitations.find(tx, organizationId, invitationId)
  const token = await ofGeneration(tx, organizationId, invitationId, generation)
  const promised = await roles.promisedBy(tx, organizationId, invitationId)
  return {
    invitation,
    invited: (invitation.userId && (await users.findIfThere(tx, organizationId, invitation.userId))) || null,
    roleNames: promised.map((it) => it.name),
    seed:
      (token && {
        purpose: 'invitation',
        organizationId,
        id: invitationId,
        nonce: token.nonce,
        keyId: token.keyId,
      }) ||
      null,
    lastFailure:
      message.kind === 'delivery-failed' ? await lastFailure(tx, organizationId, invitationId) : null,
  }
}
