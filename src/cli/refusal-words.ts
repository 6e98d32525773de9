import { tokenTimeInWords, tooManyInWords } from '../domain/connection-words.ts'
import { countInWords, listInWords, spanInWords } from '../domain/plain-words.ts'
import {
  type AddressFault,
  inWords,
  type LinkDeath,
  type PictureFault,
  type RecordField,
  type RefusalFacts,
  type RefusalWords,
} from '../domain/refusal.ts'
import { settingFaultInWords } from '../domain/setting-words.ts'

const addressFaults: Record<AddressFault, string> = {
  empty: 'there is nothing there',
  'no-at-sign': 'it has no @',
  'several-at-signs': 'it has more than one @',
  'local-part': 'the part before the @ has characters an address can not have',
  'too-long': 'it is too long',
  domain: 'the part after the @ is not a domain name',
  'domain-without-dot': 'the part after the @ has no dot',
}

const pictureFaults: Record<PictureFault, string> = {
  missing: 'there is nothing there',
  'too-large': 'it is larger than 1 MB',
  'unknown-kind': 'it is no PNG, JPEG or WebP',
  animated: 'it moves',
  dimensions: 'it is too wide or too high',
  damaged: 'it is damaged',
}

const deaths: Record<LinkDeath, string> = {
  expired: 'it has expired',
  cancelled: 'it was cancelled',
  superseded: 'a newer one was sent',
  accepted: 'it was used',
  declined: 'it was declined',
}

const fieldInWords: Record<RecordField, string> = {
  firstName: 'The first name',
  lastName: 'The last name',
  displayName: 'The display name',
  gender: 'The gender',
  birthday: 'The birthday',
  position: 'The position',
  personalAddress: 'The personal address',
  phone: 'The phone number',
}

const nameWords = {
  firstName: 'first name',
  lastName: 'last name',
  organization: "organization's name",
  role: "role's name",
  group: "group's name",
  connection: "connection's name",
  department: "department's name",
}

/** Where to see what there is instead. */
const lookAt: Partial<Record<RefusalFacts['not-found']['what'], string>> = {
  message: ' usher messages dead shows those that were given up.',
  connection: ' usher tokens list shows those there are.',
  token: ' usher tokens list shows those that are live.',
}

/** "2 holders, 1 open invitation, the default role": those who were deleted and can be brought back count. */
const usesInWords = (people: number, one: string, promises: number, isDefault: boolean): string =>
  listInWords([
    ...(people > 0 ? [countInWords(people, one)] : []),
    ...(promises > 0 ? [countInWords(promises, 'open invitation')] : []),
    ...(isDefault ? ['as the default role'] : []),
  ])

/** What the command line says to each refusal: what happened, why, and what to do. */
export const refusalWords: RefusalWords = {
  'several-faults': ({ refusals }) => refusals.map((it) => inWords(refusalWords, it)).join('\n'),
  'not-found': ({ what }) =>
    what === 'organization'
      ? 'There is no such organization. Make one with: usher init --organization NAME --owner EMAIL'
      : `There is no such ${what}.${lookAt[what] ?? ''}`,
  'not-permitted': ({ needs }) => `This needs the permission ${needs}.`,
  'beyond-scope': ({ scope }) => `The token does not allow ${scope}.`,
  'link-needed': ({ address }) =>
    `${address} belongs to somebody who was here before. An owner decides whether they are the same person.`,
  'managed-by-provider': ({ connection }) => `This person comes from ${connection}: change it there.`,
  'user-name-taken': ({ userName }) => `The user name ${userName} belongs to somebody else already.`,
  'external-id-taken': ({ externalId }) => `The id ${externalId} belongs to somebody else already.`,
  'member-unknown': ({ value }) => `Nobody of this connection has the id ${value}.`,
  'identifier-too-long': ({ attribute, limit }) => `The ${attribute} may have ${limit} characters.`,
  'connector-unknown': ({ typed, known }) =>
    `There is no connector "${typed}". There are: ${known.join(', ')}.`,
  'network-unreadable': ({ typed }) =>
    `"${typed}" is no network. Write addresses like 203.0.113.7 or ranges like 203.0.113.0/24.`,
  'connection-ended': ({ connection }) => `${connection} is disconnected. Connect it anew: usher connect`,
  'token-ended': () => 'This token has ended already. Make a new one: usher tokens issue',
  'token-replaced': ({ by }) =>
    `A newer token, ${by}…, has taken its place: renew that one: usher tokens rotate ${by}`,
  'token-time-unusable': tokenTimeInWords,
  'too-many': tooManyInWords,
  'beyond-ceiling': ({ role, ceiling }) =>
    `${role} allows more than ${ceiling}, the ceiling of this connection: choose another role, or raise the ceiling.`,
  'role-of-connections': ({ role, connections }) =>
    `${role} is what ${listInWords(connections)} may give: change that first.`,
  'group-managed-by-provider': ({ group, connection }) =>
    `${group} comes from ${connection}: change it there, or unlink it from the connection first.`,
  'needs-approval': () =>
    'Somebody else has to approve this. Invite the person anew: then a second person is asked.',
  'not-your-team': ({ group }) => `${group} is not one of your teams: ask for somebody in a team of yours.`,
  'not-for-you': () => 'This is for somebody else to do.',
  'beyond-your-own-permissions': ({ role }) =>
    `${role} allows more than you may do yourself, so it is not yours to give, take away or change.`,
  'role-unknown': ({ name, known }) => `There is no role "${name}". There are: ${known.join(', ')}.`,
  'group-unknown': ({ name }) => `There is no department, unit or team "${name}".`,
  'role-missing': () => 'The organization has no default role: name one with --role.',
  'role-built-in': ({ role }) => `${role} is built in and stays as it is: clone it, and change the clone.`,
  'role-in-use': ({ role, holders, promises, isDefault }) =>
    `${role} is in use (${usesInWords(holders, 'holder', promises, isDefault)}): give those people another role first.`,
  'role-provisioned': ({ role }) => `${role} comes from the identity provider: change it there.`,
  'last-role': () => 'Everybody keeps at least one role without an end: give another one first.',
  'permission-unusable': ({ permission }) => `A role of your own can not hold "${permission}".`,
  'end-not-ahead': () => 'The end must be in the future.',
  'send-time-unusable': ({ limitDays }) =>
    `A letter can be sent later, but within ${limitDays} days; a link that is handed over can not.`,
  'group-kind': ({ group, kind, wanted }) => `${group} is a ${kind}, not a ${wanted.join(' or ')}.`,
  'group-in-use': ({ group, members, promises }) =>
    `${group} is in use (${usesInWords(members, 'member', promises, false)}): say where they move, or that they leave it.`,
  'not-a-member': ({ group }) => `This person does not belong to ${group}: add them first.`,
  archived: ({ name }) => `${name} is archived.`,
  'name-taken': ({ name, what }) =>
    `There is a ${what} called ${name} already.${what === 'connection' ? ' Choose another name with --name.' : ''}`,
  'no-address': () => 'There is no address to send to: this invitation goes by a link that is handed over.',
  'address-unreadable': ({ typed, fault }) => `"${typed}" is not an e-mail address: ${addressFaults[fault]}.`,
  'address-domain-not-allowed': ({ allowed }) => `only these domains may be invited: ${allowed.join(', ')}.`,
  'address-looks-alike': ({ readsAs }) => `That looks like another domain: it truly reads ${readsAs}.`,
  'address-taken': ({ address }) => `${address} belongs to somebody already.`,
  'address-unchanged': () => 'That is the address already.',
  'too-many-addresses': ({ limit }) => `At most ${limit} addresses at once.`,
  'message-too-long': ({ limit }) => `The message may have ${limit} characters.`,
  'name-unusable': ({ field, limit }) => `The ${nameWords[field]} must have 1 to ${limit} characters.`,
  'choice-unknown': ({ field, typed, known }) =>
    `"${typed}" is not a ${field} there is. Choose one of: ${known.join(', ')}.`,
  'cursor-expired': () => 'It is too long since that page was shown: begin again.',
  'question-too-dear': ({ limit }) => `At most ${limit} questions about lists fit into one search.`,
  'question-unanswerable': ({ attribute }) => `Nothing can be looked for by ${attribute}.`,
  'cursor-unreadable': () => 'That page is not there: begin the list again.',
  'field-missing': ({ field }) => `${fieldInWords[field]} is missing.`,
  'text-too-long': ({ field, limit }) => `${fieldInWords[field]} may have ${limit} characters.`,
  'birthday-unusable': ({ typed }) =>
    `"${typed}" is not a day in the past. Write it as year, month and day: 1990-12-31.`,
  'phone-unreadable': ({ typed }) =>
    `"${typed}" is not a phone number: begin with + and the country, as in +90 555 123 45 67.`,
  'phone-taken': ({ phone }) => `${phone} belongs to somebody already.`,
  'contact-missing': () => 'An e-mail address or a phone number is needed.',
  'manager-circle': () => 'Nobody can be the manager of their own manager.',
  'invitation-closed': ({ state }) => `The invitation is ${state}.`,
  'user-state': ({ state }) => `The user is ${state}.`,
  yourself: () => 'Nobody does this to themselves.',
  'last-owner': () => 'This is the last owner who can sign in: make somebody else an owner first.',
  'link-unknown': () => 'There is no such link.',
  'link-dead': ({ cause }) => `The link no longer works: ${deaths[cause]}.`,
  'signed-in-as-somebody-else': ({ email }) => `Signed in as ${email}.`,
  'password-refused': ({ minimum }) =>
    `The password will not do: at least ${minimum} characters, nothing common.`,
  'passwords-differ': () => 'The two passwords differ.',
  'password-unchanged': () => 'The new password is the old one.',
  'current-password-wrong': () => 'That is not the current password.',
  'password-wanted': () => 'The password is needed again.',
  'picture-refused': ({ fault }) => `The picture will not do: ${pictureFaults[fault]}.`,
  'sign-in-failed': () => 'That did not work.',
  'which-organization': ({ names }) => `Which organization? ${names.map((it) => it.name).join(', ')}.`,
  'too-often': ({ waitSeconds }) => `Too often. Try again in ${spanInWords(Math.max(60, waitSeconds))}.`,
  busy: () => 'Too much at once. Try again in a moment.',
  'organization-exists': ({ name }) => `There is an organization called ${name} already.`,
  'organization-unclear': ({ names }) => `Say which organization with --organization: ${names.join(', ')}.`,
  'slack-team-taken': ({ teamId }) => `The workspace ${teamId} belongs to another organization.`,
  'slack-not-connected': () => 'This person is not connected to a Slack account.',
  'slack-member-wanted': () => 'Only members of the workspace itself can be connected.',
  'slack-address-unconfirmed': () => 'Slack has not confirmed an e-mail address of this person.',
  'setup-code-wrong': () => 'That set-up code is not valid.',
  'slack-silent': () => 'Slack does not answer.',
  'setting-unusable': ({ setting, fault }) => `${settingFaultInWords(setting, fault)}.`,
  'temporary-passwords-off': () =>
    'The organization makes no temporary passwords: invite the person instead, or change the setting.',
  'password-is-theirs': () =>
    'This person has chosen a password of their own: start a reset, and they choose the next one too.',
  'changed-meanwhile': () => 'Somebody changed this at the same moment. Try again.',
}
