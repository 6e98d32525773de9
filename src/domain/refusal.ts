import type { GroupKind } from './group-kind.ts'
import type { PasswordFault } from './password.ts'
import type { Permission } from './permission.ts'
import type { SettingFault, SettingName } from './setting-names.ts'
import type { InvitationState, UserState } from './states.ts'

/** Why a link no longer works. Only the holder of the real token ever learns it. */
export type LinkDeath = 'expired' | 'cancelled' | 'superseded' | 'accepted' | 'declined'

export type AddressFault =
  | 'empty'
  | 'no-at-sign'
  | 'several-at-signs'
  | 'local-part'
  | 'too-long'
  | 'domain'
  | 'domain-without-dot'

/** Why a file does not become somebody's picture. */
export type PictureFault = 'missing' | 'too-large' | 'unknown-kind' | 'animated' | 'dimensions' | 'damaged'

/** A field of a personal record, where a refusal names it. */
export type RecordField =
  | 'firstName'
  | 'lastName'
  | 'displayName'
  | 'gender'
  | 'birthday'
  | 'position'
  | 'personalAddress'
  | 'phone'

/** What each refusal must know, so that a door can say what happened, why, and what to do next. */
export interface RefusalFacts {
  'not-found': {
    what:
      | 'invitation'
      | 'user'
      | 'organization'
      | 'session'
      | 'message'
      | 'role'
      | 'group'
      | 'audit entry'
      | 'connection'
      | 'token'
      | 'client'
      | 'exchange'
      | 'question'
  }
  /** And whom to ask, where a door has found out. */
  'not-permitted': { needs: Permission; help?: string }
  'not-for-you': Record<string, never>
  /** A provider's token lets it do other things. */
  'beyond-scope': { scope: string }
  /** Someone who was here before: only an owner may say that they are the provider's person. */
  'link-needed': { address: string }
  /** What a provider says of somebody is changed at the provider. */
  'managed-by-provider': {
    connection: string
    field: RecordField | 'email' | 'manager' | 'department' | null
  }
  'user-name-taken': { userName: string }
  'external-id-taken': { externalId: string }
  /** What was sent as a member is nobody this connection has provisioned. */
  'member-unknown': { value: string }
  'identifier-too-long': { attribute: 'userName' | 'externalId'; limit: number }
  'connector-unknown': { typed: string; known: readonly string[] }
  'network-unreadable': { typed: string }
  'connection-ended': { connection: string }
  'token-ended': Record<string, never>
  /** By one that begins like this. */
  'token-replaced': { by: string }
  'token-time-unusable': {
    what: 'life' | 'overlap' | 'access'
    least: number
    most: number
    unit: 'day' | 'minute'
  }
  'too-many': { what: 'connection' | 'token' | 'client' | 'network'; limit: number }
  'beyond-ceiling': { role: string; ceiling: string }
  /** Connections give it, or give no more than it. */
  'role-of-connections': { role: string; connections: string[] }
  /** A team that a provider keeps is renamed and given up there. */
  'group-managed-by-provider': { group: string; connection: string }
  'needs-approval': Record<string, never>
  'not-your-team': { group: string }
  'beyond-your-own-permissions': { role: string }
  'role-unknown': { name: string; known: string[] }
  'group-unknown': { name: string }
  'role-missing': Record<string, never>
  'role-built-in': { role: string }
  'role-in-use': { role: string; holders: number; promises: number; isDefault: boolean }
  'role-provisioned': { role: string }
  'last-role': Record<string, never>
  'permission-unusable': { permission: string }
  'end-not-ahead': Record<string, never>
  'send-time-unusable': { limitDays: number }
  'group-kind': { group: string; kind: GroupKind; wanted: GroupKind[] }
  'group-in-use': { group: string; members: number; promises: number }
  'not-a-member': { group: string }
  archived: { name: string }
  'name-taken': {
    name: string
    what: 'role' | 'connection' | GroupKind
    /** To a provider: an owner could give it the one there is. */
    isLinkable?: boolean
  }
  'no-address': Record<string, never>
  'address-unreadable': { typed: string; fault: AddressFault }
  'address-domain-not-allowed': { address: string; allowed: string[] }
  'address-looks-alike': { readsAs: string }
  'address-taken': { address: string }
  'address-unchanged': Record<string, never>
  'too-many-addresses': { limit: number }
  'message-too-long': { limit: number }
  'name-unusable': {
    field: 'firstName' | 'lastName' | 'organization' | 'role' | 'group' | 'department' | 'connection'
    limit: number
  }
  'choice-unknown': {
    field: 'status' | 'gender' | 'reach' | 'scope' | 'flag'
    typed: string
    known: readonly string[]
  }
  'cursor-unreadable': Record<string, never>
  'cursor-expired': Record<string, never>
  /** The database can not know what only a door can write: to answer "nobody" would be untrue. */
  'question-unanswerable': { attribute: string }
  /** It looks into lists and other tables more often than a database should be asked to for each person. */
  'question-too-dear': { limit: number }
  'field-missing': { field: RecordField }
  'text-too-long': { field: RecordField; limit: number }
  'birthday-unusable': { typed: string }
  'phone-unreadable': { typed: string }
  'phone-taken': { phone: string }
  'contact-missing': Record<string, never>
  'manager-circle': Record<string, never>
  'invitation-closed': { state: InvitationState }
  'user-state': { state: UserState }
  yourself: Record<string, never>
  'last-owner': Record<string, never>
  'link-unknown': Record<string, never>
  'link-dead': { cause: LinkDeath }
  'signed-in-as-somebody-else': { email: string }
  'password-refused': { fault: PasswordFault; minimum: number }
  'passwords-differ': Record<string, never>
  'password-unchanged': Record<string, never>
  'current-password-wrong': Record<string, never>
  /** It is a while since the password was typed: for this it is asked again. */
  'password-wanted': Record<string, never>
  'picture-refused': { fault: PictureFault }
  /** A form with more than one thing wrong: all are said at once. */
  'several-faults': { refusals: Refusal[] }
  'sign-in-failed': Record<string, never>
  'which-organization': { names: { id: string; name: string }[] }
  'too-often': { retryAt: Date; waitSeconds: number }
  busy: Record<string, never>
  'organization-exists': { name: string }
  'organization-unclear': { names: string[] }
  'slack-team-taken': { teamId: string }
  'slack-not-connected': Record<string, never>
  /** Guests, bots and people of other workspaces are served nowhere. */
  'slack-member-wanted': Record<string, never>
  'slack-address-unconfirmed': Record<string, never>
  /** Unknown, used or too old: which of them is nobody's business. */
  'setup-code-wrong': Record<string, never>
  'slack-silent': Record<string, never>
  'setting-unusable': { setting: SettingName; fault: SettingFault }
  'temporary-passwords-off': Record<string, never>
  'password-is-theirs': Record<string, never>
  'changed-meanwhile': Record<string, never>
}

export type RefusalCode = keyof RefusalFacts

/** A refusal is an answer, not a bug: every door has words for every code. */
export class Refusal<C extends RefusalCode = RefusalCode> extends Error {
  readonly code: C
  readonly facts: RefusalFacts[C]

  constructor(code: C, ...facts: RefusalFacts[C] extends Record<string, never> ? [] : [RefusalFacts[C]]) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.facts = (facts[0] ?? {}) as RefusalFacts[C]
  }
}

/** A door's words: one for each code, checked by the compiler. */
export type RefusalWords<T = string> = { [C in RefusalCode]: (facts: RefusalFacts[C]) => T }

/** Words for this refusal; the cast is safe because code and facts were paired at birth. */
export function inWords<T>(words: RefusalWords<T>, refusal: Refusal): T {
  const say = words[refusal.code] as (facts: unknown) => T
  return say(refusal.facts)
}

/** Every fault of a form together; nothing when there is none. */
export function refuseTogether(checks: (() => unknown)[]): void {
  const refusals: Refusal[] = []
  for (const check of checks) {
    try {
      check()
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault
      refusals.push(...(isSeveral(fault) ? fault.facts.refusals : [fault]))
    }
  }
  const [first, ...others] = refusals
  if (first) throw others.length > 0 ? new Refusal('several-faults', { refusals }) : first
}

const isSeveral = (it: Refusal): it is Refusal<'several-faults'> => it.code === 'several-faults'
