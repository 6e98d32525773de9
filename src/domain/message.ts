/** A letter as its facts: the mail room gives them words, and a second room could. */
export type Letter =
  | InvitationLetter
  | ResetLetter
  | ConfirmAddressLetter
  | SlackLinkLetter
  | NewLinkAskedLetter
  | InvitationAnsweredLetter
  | DeliveryFailedLetter
  | NoticeLetter
  | RoleEndingLetter
  | WelcomeLetter
  | LinkAskedLetter
  | OwnerKeptLetter
  | TokenEndingLetter
  | PasswordEndingLetter
  | ReminderLetter
  | TestLetter

/** Everything a letter says; nothing here is ever stored, it is loaded when the letter leaves. */
interface Addressed {
  organizationName: string
  timeZone: string
  now: Date
}

export interface InvitationLetter extends Addressed {
  kind: 'invitation'
  /** Null when nobody in particular invites: the command line, in the organization's name. */
  inviterName: string | null
  roleNames: string[]
  message: string | null
  link: string
  expiresAt: Date
  isReminder: boolean
}

export interface ResetLetter extends Addressed {
  kind: 'reset'
  firstName: string | null
  link: string
  expiresAt: Date
}

/** To an address that is to become somebody's: only whoever reads it can say yes. */
export interface ConfirmAddressLetter extends Addressed {
  kind: 'confirm-address'
  firstName: string | null
  link: string
  expiresAt: Date
}

/** To the mailbox that was proved to be theirs: only whoever reads it can say that a Slack account is theirs too. */
export interface SlackLinkLetter extends Addressed {
  kind: 'slack-link'
  firstName: string | null
  slackName: string
  workspaceName: string
  link: string
  expiresAt: Date
}

/** To the inviter: somebody with a dead link would like another one. */
export interface NewLinkAskedLetter extends Addressed {
  kind: 'new-link-asked'
  invitedAddress: string
}

/** To the inviter: the answer has come. */
export interface InvitationAnsweredLetter extends Addressed {
  kind: 'invitation-accepted' | 'invitation-declined'
  invitedAddress: string
  personName: string | null
  why: string | null
}

/** To the inviter: the letter will not arrive, in the words of the mail server. */
export interface DeliveryFailedLetter extends Addressed {
  kind: 'delivery-failed'
  invitedAddress: string
  reply: string
}

export interface NoticeLetter extends Addressed {
  kind: 'notice'
  firstName: string | null
  what: 'password-changed' | 'email-changed' | 'phone-changed' | 'new-device' | 'slack-replaced'
  at: Date
  device: string | null
  ip: string | null
}

/** A role that was given for a while will soon be gone. */
export interface RoleEndingLetter extends Addressed {
  kind: 'role-ending'
  firstName: string | null
  roleName: string
  siteName: string | null
  endsAt: Date
  /** Null to whoever holds it; their name to whoever gave it. */
  holderName: string | null
}

/** To whoever handed over a temporary password that nobody has used. */
export interface PasswordEndingLetter extends Addressed {
  kind: 'password-ending'
  firstName: string | null
  personName: string
  endsAt: Date
}

/** To whoever a provider made: their way in. */
export interface WelcomeLetter extends Addressed {
  kind: 'welcome'
  firstName: string | null
  link: string
  expiresAt: Date
}

/** To an owner: a provider wants to make a person who may be somebody here already. */
export interface LinkAskedLetter extends Addressed {
  kind: 'link-asked'
  firstName: string | null
  connectionName: string
  /** What the provider calls them. */
  userName: string
  personName: string
  address: string | null
}

/** To the last owner: a provider wanted them gone. */
export interface OwnerKeptLetter extends Addressed {
  kind: 'owner-kept'
  firstName: string | null
  connectionName: string
}

/** A token by which a provider speaks will soon be gone. */
export interface TokenEndingLetter extends Addressed {
  kind: 'token-ending'
  firstName: string | null
  connectionName: string
  /** What is shown of it. */
  beginning: string
  lastUsedAt: Date | null
  endsAt: Date
}

/** To an inviter whom Slack does not know: who has not answered yet. */
export interface ReminderLetter extends Addressed {
  kind: 'reminder'
  firstName: string | null
  /** The first of them, the next to end on top. */
  waiting: { invitedAddress: string; roleNames: string[]; sentAt: Date; expiresAt: Date }[]
  /** How many there are altogether. */
  all: number
}

export interface TestLetter extends Addressed {
  kind: 'test'
}

/** One letter to one recipient; the same id on every try, so that a repeat is recognised as one. */
export interface Envelope {
  messageId: string
  to: string
}

export type Delivery =
  | { result: 'sent'; reply: string }
  /** Not now: worth another try, and not before the other side has said. */
  | {
      result: 'deferred'
      reply: string
      retryAfterSeconds?: number
      /** It was not about this letter: any other to the same domain would hear it, too. */
      isForDomain?: boolean
    }
  /** Never: another try would hear the same. */
  | { result: 'failed'; reply: string }

/** The port to the mail room: SMTP behind it in production, a mailbox folder or memory elsewhere. */
export type Deliver = (letter: Letter, envelope: Envelope) => Promise<Delivery>
