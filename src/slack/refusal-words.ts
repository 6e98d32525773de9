import { tokenTimeInWords, tooManyInWords } from '../domain/connection-words.ts'
import { countInWords, listInWords, spanInWords } from '../domain/plain-words.ts'
import {
  type AddressFault,
  inWords,
  type LinkDeath,
  type RecordField,
  type RefusalWords,
} from '../domain/refusal.ts'
import { settingFaultInWords } from '../domain/setting-words.ts'
import type { UserState } from '../domain/states.ts'
import type { Trouble } from './door/trouble.view.ts'

const addressFaults: Record<AddressFault, string> = {
  empty: 'there is nothing there',
  'no-at-sign': 'it has no @',
  'several-at-signs': 'it has more than one @',
  'local-part': 'the part before the @ has characters an address can not have',
  'too-long': 'it is too long',
  domain: 'the part after the @ is not a domain name',
  'domain-without-dot': 'the part after the @ has no dot',
}

const deaths: Record<LinkDeath, string> = {
  expired: 'it has expired',
  cancelled: 'it was cancelled',
  superseded: 'a newer one was sent',
  accepted: 'it was used',
  declined: 'it was declined',
}

const recordWords: Record<RecordField, string> = {
  firstName: 'first name',
  lastName: 'last name',
  displayName: 'display name',
  gender: 'gender',
  birthday: 'birthday',
  position: 'position',
  personalAddress: 'personal e-mail address',
  phone: 'phone number',
}

/** Why nothing was done, and what would be of use. */
const standings: Record<UserState, string> = {
  staged: 'This person was not invited yet, so there is nothing to change. Send an invitation first.',
  invited:
    'This person has not accepted the invitation yet, so nothing was changed. Resend or cancel the invitation instead.',
  active: 'This person is active already, so nothing was changed.',
  suspended: 'This person is suspended, so nothing was changed. Enable gives the access back.',
  deleted: 'This person was deleted, so nothing was changed.',
}

const uses = (people: number, promises: number): string =>
  listInWords([
    ...(people > 0 ? [countInWords(people, 'person', 'people')] : []),
    ...(promises > 0 ? [countInWords(promises, 'open invitation')] : []),
  ])

const about = (field: string, text: string): Trouble => ({ field, text })
const only = (text: string): Trouble => ({ text })

/** What Slack shows for each refusal: beside the field it is about, where there is one; plain text, nothing marked up. */
export const refusalWords: RefusalWords<Trouble> = {
  'several-faults': ({ refusals }) => only(refusals.map((it) => inWords(refusalWords, it).text).join(' ')),
  'not-found': ({ what }) => only(`That ${what} is not there. It may have been removed meanwhile.`),
  'not-permitted': ({ needs, help }) =>
    only(`Your roles do not allow this: it needs the permission “${needs}”.${help ? ` ${help}` : ''}`),
  'beyond-scope': ({ scope }) => only(`The token does not allow ${scope}.`),
  'link-needed': ({ address }) =>
    only(
      `${address} belongs to somebody who was here before. An owner decides whether they are the same person.`,
    ),
  'managed-by-provider': ({ connection }) =>
    only(`This person comes from ${connection}. Change it there: Usher follows within minutes.`),
  'user-name-taken': ({ userName }) => only(`The user name ${userName} belongs to somebody else already.`),
  'external-id-taken': ({ externalId }) =>
    only(`The provider’s id ${externalId} belongs to somebody else already.`),
  'member-unknown': ({ value }) => only(`Nobody of this connection has the id ${value}.`),
  'identifier-too-long': ({ attribute, limit }) => only(`The ${attribute} may have ${limit} characters.`),
  'connector-unknown': ({ typed, known }) =>
    only(`There is no connector called “${typed}”. There are: ${known.join(', ')}.`),
  'network-unreadable': ({ typed }) =>
    only(
      `“${typed}” is no network. Write addresses like 203.0.113.7 or ranges like 203.0.113.0/24, one a line.`,
    ),
  'connection-ended': ({ connection }) => only(`${connection} is disconnected. Connect it anew.`),
  'token-ended': () => only('This token has ended already. Make a new one.'),
  'token-replaced': ({ by }) =>
    only(`A newer token, ${by}…, has taken the place of this one: renew that one, or make another.`),
  'token-time-unusable': (facts) => only(tokenTimeInWords(facts)),
  'too-many': (facts) => only(tooManyInWords(facts)),
  'beyond-ceiling': ({ role, ceiling }) =>
    only(
      `${role} allows more than ${ceiling}, the ceiling of this connection. Choose another role, or raise the ceiling.`,
    ),
  'role-of-connections': ({ role, connections }) =>
    only(`${role} is what ${listInWords(connections)} may give. Change that under *Sync* first.`),
  'group-managed-by-provider': ({ group, connection }) =>
    only(`${group} comes from ${connection}. Change it there, or unlink it from the connection first.`),
  'needs-approval': () =>
    only('Somebody else has to approve this. Cancel the invitation, and ask for a new one.'),
  'not-for-you': () => only('This is for somebody else to decide.'),
  'beyond-your-own-permissions': ({ role }) =>
    about(
      'roles',
      `${role} allows more than you may do yourself, so it is not yours to give, take away or change.`,
    ),
  'role-unknown': ({ name, known }) =>
    about('roles', `There is no role called “${name}”. There are: ${known.join(', ')}.`),
  'group-unknown': ({ name }) => about('teams', `There is no department, unit or team called “${name}”.`),
  'role-missing': () => about('roles', 'Choose a role: this organization has no default one.'),
  'role-built-in': ({ role }) =>
    only(`${role} is built in and stays as it is. Make a copy of it, and change the copy.`),
  'role-in-use': ({ role, holders, promises, isDefault }) =>
    only(
      isDefault
        ? `${role} is what people get when no role is named. Choose another default role in the settings first.`
        : `${role} is in use by ${uses(holders, promises)}. Give them another role first.`,
    ),
  'role-provisioned': ({ role }) =>
    about('roles', `${role} was given by your identity provider, and can only be changed there.`),
  'last-role': () => about('roles', 'Everybody keeps at least one role that does not end.'),
  'permission-unusable': ({ permission }) =>
    about('permissions', `A role of your own can not hold “${permission}”.`),
  'end-not-ahead': () => about('end', 'Choose an end in the future.'),
  'send-time-unusable': ({ limitDays }) =>
    about(
      'sendAt',
      `Choose a time within the next ${limitDays} days; a link that is handed over can not wait.`,
    ),
  'group-kind': ({ group, kind, wanted }) => only(`${group} is a ${kind}, not a ${wanted.join(' or ')}.`),
  'group-in-use': ({ group, members, promises }) =>
    only(`${group} is in use by ${uses(members, promises)}. Say where they move, or that they leave it.`),
  'not-a-member': ({ group }) => only(`This person does not belong to ${group}. Add them first.`),
  archived: ({ name }) => only(`${name} was archived meanwhile.`),
  'name-taken': ({ name, what }) => about('name', `There is a ${what} called ${name} already.`),
  'no-address': () =>
    only('There is no e-mail address to write to. Copy the link instead, and hand it over.'),
  'address-unreadable': ({ typed, fault }) =>
    about('addresses', `“${typed}” is not an e-mail address: ${addressFaults[fault]}.`),
  'address-domain-not-allowed': ({ allowed }) =>
    about('addresses', `Only these domains may be invited: ${allowed.join(', ')}.`),
  'address-looks-alike': ({ readsAs }) =>
    about('addresses', `That looks like another domain: it truly reads ${readsAs}.`),
  'address-taken': ({ address }) => about('email', `${address} belongs to somebody already.`),
  'too-many-addresses': ({ limit }) => about('addresses', `At most ${limit} addresses at once.`),
  'message-too-long': ({ limit }) => about('message', `The message may have ${limit} characters.`),
  'name-unusable': ({ field, limit }) =>
    about(
      field === 'firstName' || field === 'lastName' ? field : 'name',
      `1 to ${limit} characters are needed here.`,
    ),
  'choice-unknown': ({ field, typed, known }) =>
    about(field, `“${typed}” is not a ${field} there is. There are: ${known.join(', ')}.`),
  'cursor-expired': () => only('It is too long since that page was shown: begin again.'),
  'question-too-dear': ({ limit }) => only(`At most ${limit} questions about lists fit into one search.`),
  'question-unanswerable': ({ attribute }) => only(`Nothing can be looked for by ${attribute}.`),
  'cursor-unreadable': () => only('That page of the list is gone. Begin again at the first.'),
  'field-missing': ({ field }) => about(field, `The ${recordWords[field]} is needed.`),
  'text-too-long': ({ field, limit }) =>
    about(field, `The ${recordWords[field]} may have ${limit} characters.`),
  'birthday-unusable': () => about('birthday', 'Choose a day in the past.'),
  'phone-unreadable': () => about('phone', 'Begin with + and the country, as in +90 555 123 45 67.'),
  'phone-taken': ({ phone }) => about('phone', `${phone} belongs to somebody already.`),
  'contact-missing': () =>
    about('email', 'An e-mail address or a phone number is needed: one of them will do.'),
  'manager-circle': () => about('manager', 'Nobody can be the manager of their own manager.'),
  'invitation-closed': ({ state }) => only(`This invitation is ${state} by now, so nothing was changed.`),
  'user-state': ({ state }) => only(standings[state]),
  yourself: () => about('roles', 'Nobody does this to themselves. Ask another admin.'),
  'last-owner': () =>
    about('roles', 'This is the last owner who can sign in. Make somebody else an owner first.'),
  'link-unknown': () => only('There is no such link.'),
  'link-dead': ({ cause }) => only(`That link no longer works: ${deaths[cause]}.`),
  'signed-in-as-somebody-else': ({ email }) => only(`Signed in as ${email}.`),
  'password-refused': ({ minimum }) =>
    about('password', `At least ${minimum} characters, nothing common, and no name of theirs in it.`),
  'passwords-differ': () => about('password', 'The two passwords differ.'),
  'password-unchanged': () => about('password', 'The new password is the old one.'),
  'current-password-wrong': () => about('password', 'That is not the current password.'),
  'sign-in-failed': () => only('That did not work.'),
  'which-organization': () => only('Say which organization.'),
  'too-often': ({ waitSeconds }) =>
    only(`That was very often. Try again in ${spanInWords(Math.max(60, waitSeconds))}.`),
  busy: () => only('There is very much to do just now. Nothing was changed; try again in a minute.'),
  'organization-exists': ({ name }) =>
    about('organization', `There is an organization called ${name} already.`),
  'organization-unclear': () => only('Several organizations are called that.'),
  'address-unchanged': () => about('email', 'That is the address already.'),
  'not-your-team': ({ group }) => about('teams', `${group} is not one of your teams. Choose one that is.`),
  'password-is-theirs': () =>
    only('This person has chosen a password of their own. Start a reset, and they choose the next one too.'),
  'password-wanted': () => only('Sign in on the web again to change this.'),
  'picture-refused': () => only('That picture can not be used.'),
  'setting-unusable': ({ setting, fault }) => about(setting, `${settingFaultInWords(setting, fault)}.`),
  'temporary-passwords-off': () =>
    only('This organization makes no temporary passwords. Invite the person instead, or change the setting.'),
  'slack-team-taken': () => only('This workspace belongs to another organization.'),
  'slack-not-connected': () => only('This person is not connected to a Slack account.'),
  'slack-member-wanted': () =>
    only('Usher serves the members of this workspace only: no guests, bots or people from elsewhere.'),
  'slack-address-unconfirmed': () =>
    only(
      'Slack does not give Usher a confirmed e-mail address of yours. Confirm it in Slack, and try again.',
    ),
  'setup-code-wrong': () =>
    about(
      'code',
      'This code is not valid. It works once, for 24 hours: ask whoever runs Usher for a new one.',
    ),
  'slack-silent': () => only('Slack did not tell Usher who you are. Nothing was changed; please try again.'),
  'changed-meanwhile': () =>
    only('Somebody else has changed this meanwhile. Open it again to see how it is now.'),
}
