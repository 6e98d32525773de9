import { inWords, type Refusal, type RefusalWords } from '../domain/refusal.ts'
import { settingFaultInWords } from '../domain/setting-words.ts'
import { ScimError } from './errors.ts'

const invalid = (detail: string) => new ScimError('invalidValue', detail)
const taken = (detail: string) => new ScimError('uniqueness', detail)
const conflict = (detail: string) => new ScimError(409, detail)
const forbidden = (detail: string) => new ScimError(403, detail)
/** Of doors that a provider does not come through; said all the same, should one ever reach it. */
const elsewhere = () => forbidden('This is done in Usher, not by an identity provider.')

/** What this door says to each refusal. The detail is read in the provider's log, by whoever set it up. */
export const refusalWords: RefusalWords<ScimError> = {
  'several-faults': ({ refusals }) => severally(refusals),
  'not-found': ({ what }) => new ScimError(404, `There is no such ${what}.`),
  'not-permitted': ({ needs }) =>
    forbidden(`This connection may not do this: it needs the permission ${needs}.`),
  'not-for-you': () => forbidden('This is not for this connection to do.'),
  'beyond-scope': ({ scope }) =>
    forbidden(`The token of this connection does not allow ${scope}. Make one in Usher that does.`),
  'link-needed': ({ address }) =>
    taken(
      `${address} belongs to somebody who was in Usher before. An owner was asked in Usher whether they are the same person; once that is confirmed, try again.`,
    ),
  'managed-by-provider': elsewhere,
  'user-name-taken': ({ userName }) =>
    taken(`The userName ${userName} belongs to another user of this connection.`),
  'external-id-taken': ({ externalId }) =>
    taken(`The externalId ${externalId} belongs to another resource of this connection.`),
  'member-unknown': ({ value }) =>
    invalid(`members: "${value}" is the id of no user of this connection. Provision the user first.`),
  'identifier-too-long': ({ attribute, limit }) => invalid(`${attribute} may have ${limit} characters.`),
  'connector-unknown': elsewhere,
  'network-unreadable': elsewhere,
  'token-ended': elsewhere,
  'token-replaced': elsewhere,
  'token-time-unusable': elsewhere,
  'too-many': elsewhere,
  'beyond-ceiling': elsewhere,
  'role-of-connections': elsewhere,
  'connection-ended': ({ connection }) => forbidden(`The connection ${connection} was ended in Usher.`),
  'group-managed-by-provider': ({ group }) => conflict(`${group} belongs to another connection.`),
  'needs-approval': () => forbidden('Somebody in Usher has to approve this first.'),
  'not-your-team': ({ group }) => forbidden(`${group} is not a team this connection may change.`),
  'beyond-your-own-permissions': ({ role }) =>
    forbidden(
      `The role ${role} allows more than this connection may give. Raise its ceiling in Usher, or map another role.`,
    ),
  'role-unknown': ({ name, known }) => invalid(`There is no role ${name}. There are: ${known.join(', ')}.`),
  'group-unknown': ({ name }) => invalid(`There is no group ${name}.`),
  'role-missing': () => conflict('The organization has no default role: choose one in Usher.'),
  'role-built-in': ({ role }) => forbidden(`The role ${role} is built in and stays as it is.`),
  'role-in-use': ({ role }) => conflict(`The role ${role} is in use.`),
  'role-provisioned': ({ role }) => conflict(`The role ${role} comes from another connection.`),
  'last-role': () => conflict('Everybody keeps at least one role: map another role before this one goes.'),
  'permission-unusable': ({ permission }) => invalid(`A role can not hold ${permission}.`),
  'end-not-ahead': () => invalid('The end must be in the future.'),
  'send-time-unusable': elsewhere,
  'slack-team-taken': elsewhere,
  'slack-not-connected': elsewhere,
  'slack-member-wanted': elsewhere,
  'slack-address-unconfirmed': elsewhere,
  'setup-code-wrong': elsewhere,
  'slack-silent': elsewhere,
  'group-kind': ({ group, kind, wanted }) => conflict(`${group} is a ${kind}, not a ${wanted.join(' or ')}.`),
  'group-in-use': ({ group }) => conflict(`${group} still has members.`),
  'not-a-member': ({ group }) => conflict(`The user is no member of ${group}.`),
  archived: ({ name }) => conflict(`${name} is archived in Usher.`),
  'name-taken': ({ name, what, isLinkable }) =>
    taken(
      `There is a ${what} called ${name} already.${isLinkable ? ' It was made in Usher: an owner can link it to this connection there, and then it is yours to fill. Or give this one another name.' : ''}`,
    ),
  'no-address': () => invalid('The user has no email address that a letter could go to.'),
  'address-unreadable': ({ typed }) => invalid(`emails: "${typed}" is not an email address.`),
  'address-domain-not-allowed': ({ address, allowed }) =>
    invalid(`emails: ${address} is outside of the domains the organization takes: ${allowed.join(', ')}.`),
  'address-looks-alike': ({ readsAs }) =>
    invalid(`emails: the domain could be mistaken for another: it reads ${readsAs}.`),
  'address-taken': ({ address }) => taken(`${address} belongs to somebody already.`),
  'address-unchanged': () => conflict('That is the address already.'),
  'too-many-addresses': ({ limit }) => invalid(`At most ${limit} addresses fit at once.`),
  'message-too-long': ({ limit }) => invalid(`The message may have ${limit} characters.`),
  'name-unusable': ({ field, limit }) => invalid(`${nameWords[field]} must have 1 to ${limit} characters.`),
  'choice-unknown': ({ field, typed, known }) =>
    invalid(`"${typed}" is not a ${field} there is. There are: ${known.join(', ')}.`),
  'cursor-expired': () =>
    new ScimError('expiredCursor', 'It is too long since this cursor was made: begin again without one.'),
  'question-too-dear': ({ limit }) =>
    new ScimError(
      'invalidFilter',
      `The filter asks about lists, managers and departments more than ${limit} times: ask for less at once.`,
    ),
  'question-unanswerable': ({ attribute }) =>
    new ScimError('invalidFilter', `${attribute} can be shown, but not filtered or sorted by.`),
  'cursor-unreadable': () =>
    new ScimError('invalidCursor', 'This cursor was not made here: begin again without one.'),
  'field-missing': ({ field }) =>
    invalid(`${recordWords[field]} is missing, and the organization asks for it.`),
  'text-too-long': ({ field, limit }) => invalid(`${recordWords[field]} may have ${limit} characters.`),
  'birthday-unusable': ({ typed }) =>
    invalid(`birthday: "${typed}" is not a day in the past, written as 1990-12-31.`),
  'phone-unreadable': ({ typed }) =>
    invalid(`phoneNumbers: "${typed}" is not a number with its country, as +905551234567.`),
  'phone-taken': ({ phone }) => taken(`phoneNumbers: ${phone} belongs to somebody already.`),
  'contact-missing': () => invalid('A user needs an email address or a mobile number: map one of them.'),
  'manager-circle': () => invalid('manager: nobody can be the manager of their own manager.'),
  'invitation-closed': ({ state }) => conflict(`The invitation is ${state}.`),
  'user-state': ({ state }) => conflict(`The user is ${state}.`),
  yourself: () => forbidden('Nobody does this to themselves.'),
  'last-owner': () =>
    conflict('This is the last owner of the organization: make somebody else an owner in Usher first.'),
  'link-unknown': elsewhere,
  'link-dead': elsewhere,
  'signed-in-as-somebody-else': elsewhere,
  'password-refused': elsewhere,
  'passwords-differ': elsewhere,
  'password-unchanged': elsewhere,
  'current-password-wrong': elsewhere,
  'password-wanted': elsewhere,
  'picture-refused': elsewhere,
  'sign-in-failed': () => new ScimError(401, 'The token is not valid.'),
  'which-organization': elsewhere,
  'too-often': () => new ScimError(429, 'Too many requests: wait as long as Retry-After says.'),
  busy: () => new ScimError(503, 'Too much at once just now: try again in a moment.'),
  'organization-exists': ({ name }) => taken(`There is an organization called ${name} already.`),
  'organization-unclear': elsewhere,
  'setting-unusable': ({ setting, fault }) => invalid(settingFaultInWords(setting, fault)),
  'temporary-passwords-off': elsewhere,
  'password-is-theirs': elsewhere,
  'changed-meanwhile': () => new ScimError(412, 'The resource was changed meanwhile: get it and try again.'),
}

const nameWords = {
  firstName: 'name.givenName',
  lastName: 'name.familyName',
  organization: 'The name of the organization',
  role: 'The name of the role',
  group: 'displayName',
  connection: 'The name of the connection',
  department: 'department',
}

const recordWords = {
  firstName: 'name.givenName',
  lastName: 'name.familyName',
  displayName: 'displayName',
  gender: 'gender',
  birthday: 'birthday',
  position: 'title',
  personalAddress: 'personalAddress',
  phone: 'The mobile number',
}

/** All of them are said; the first says which kind of answer it is. */
function severally(refusals: Refusal[]): ScimError {
  const answers = refusals.map((it) => inWords(refusalWords, it))
  const [first] = answers
  const detail = answers.map((it) => it.message).join(' ')
  return new ScimError(first?.scimType ?? first?.status ?? 'invalidValue', detail)
}
