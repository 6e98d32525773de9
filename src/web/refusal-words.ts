import { tokenTimeInWords, tooManyInWords } from '../domain/connection-words.ts'
import { type RequirableField, requirableFields } from '../domain/organization.ts'
import { countInWords, listInWords, momentInWords } from '../domain/plain-words.ts'
import {
  inWords,
  type PictureFault,
  type RecordField,
  type Refusal,
  type RefusalWords,
} from '../domain/refusal.ts'
import { settingFaultInWords } from '../domain/setting-words.ts'
import { passwordFaultWords } from './password-words.ts'

/** What this door says to a refusal: on a page of its own, or beside the field it is about. */
export interface WebAnswer {
  status: number
  heading: string
  text: string
  field?:
    | 'firstName'
    | 'lastName'
    | 'address'
    | 'picture'
    | RequirableField
    | 'password'
    | 'passwordAgain'
    | 'current'
    | 'organizationId'
  /** To choose from, where what was typed fits several. */
  organizations?: { id: string; name: string }[]
}

const forbidden = { status: 403, heading: 'Not for you to do' }
const unclear = { status: 422, heading: 'That cannot be used' }
const conflict = { status: 409, heading: 'That does not fit any more' }
const invalid = { heading: 'Invalid invitation' }

export const refusalWords: RefusalWords<WebAnswer> = {
  'several-faults': ({ refusals }) => ({
    ...unclear,
    text: refusals.map((it) => inWords(refusalWords, it).text).join('. '),
  }),
  'not-found': ({ what }) => ({
    status: 404,
    heading: 'Not found',
    text: `We could not find that ${what}. It may have been removed meanwhile.`,
  }),
  'not-permitted': () => ({
    ...forbidden,
    text: 'Your role does not allow this. Ask an admin of your organization.',
  }),
  'beyond-scope': ({ scope }) => ({ ...forbidden, text: `The token does not allow ${scope}.` }),
  'link-needed': ({ address }) => ({
    ...forbidden,
    text: `${address} belongs to somebody who was here before. An owner decides whether they are the same person.`,
  }),
  'managed-by-provider': ({ connection }) => ({
    ...forbidden,
    text: `Your organization keeps this in ${connection}. Change it there, or ask whoever looks after it.`,
  }),
  'user-name-taken': ({ userName }) => ({ ...unclear, text: `The user name ${userName} is taken.` }),
  'external-id-taken': ({ externalId }) => ({ ...unclear, text: `The id ${externalId} is taken.` }),
  'member-unknown': ({ value }) => ({ ...unclear, text: `Nobody of this connection has the id ${value}.` }),
  'identifier-too-long': ({ attribute, limit }) => ({
    ...unclear,
    text: `The ${attribute} may have ${limit} characters.`,
  }),
  'connector-unknown': ({ typed }) => ({ ...unclear, text: `There is no connector called ${typed}.` }),
  'network-unreadable': ({ typed }) => ({ ...unclear, text: `${typed} is no network.` }),
  'connection-ended': ({ connection }) => ({ ...forbidden, text: `${connection} is disconnected.` }),
  'token-ended': () => ({ ...conflict, text: 'This token has ended already.' }),
  'token-replaced': ({ by }) => ({ ...conflict, text: `A newer token, ${by}…, has taken its place.` }),
  'token-time-unusable': (facts) => ({ ...unclear, text: tokenTimeInWords(facts) }),
  'too-many': (facts) => ({ ...conflict, text: tooManyInWords(facts) }),
  'beyond-ceiling': ({ role, ceiling }) => ({ ...forbidden, text: `${role} allows more than ${ceiling}.` }),
  'role-of-connections': ({ role, connections }) => ({
    ...conflict,
    text: `${role} is what ${connections.join(', ')} may give. Change that first.`,
  }),
  'group-managed-by-provider': ({ group, connection }) => ({
    ...conflict,
    text: `${group} comes from ${connection}. Change it there.`,
  }),
  'needs-approval': () => ({
    ...forbidden,
    text: 'Somebody else has to approve this. Invite the person anew: then a second person is asked.',
  }),
  'not-your-team': ({ group }) => ({
    ...forbidden,
    text: `${group} is not one of your teams. Ask for somebody in a team of yours, or leave the team out.`,
  }),
  'not-for-you': () => ({ ...forbidden, text: 'This is for somebody else to decide.' }),
  'beyond-your-own-permissions': ({ role }) => ({
    ...forbidden,
    text: `The role ${role} allows more than you may do yourself, so it is not yours to give, take away or change.`,
  }),
  'role-unknown': ({ name }) => ({ ...unclear, text: `There is no role called ${name}.` }),
  'group-unknown': ({ name }) => ({
    ...unclear,
    text: `There is no department, unit or team called ${name}.`,
  }),
  'role-missing': () => ({
    ...unclear,
    text: 'No role was named, and your organization has no default role.',
  }),
  'role-built-in': ({ role }) => ({
    ...conflict,
    text: `${role} is built in and stays as it is. Make a copy of it, and change the copy.`,
  }),
  'role-in-use': ({ role, holders, promises, isDefault }) => ({
    ...conflict,
    text: isDefault
      ? `${role} is what people get when no role is named. Choose another default role first.`
      : `${countInWords(holders, 'person holds', 'people hold')} the role ${role}, and ${countInWords(promises, 'open invitation promises', 'open invitations promise')} it. Give them another role first.`,
  }),
  'role-provisioned': ({ role }) => ({
    ...conflict,
    text: `${role} was given by your identity provider. It can only be changed there.`,
  }),
  'last-role': () => ({
    ...conflict,
    text: 'Everybody keeps at least one role that does not end. Give another role first.',
  }),
  'permission-unusable': ({ permission }) => ({
    ...unclear,
    text: `A role of your own cannot hold ${permission}.`,
  }),
  'end-not-ahead': () => ({ ...unclear, text: 'Choose an end that lies in the future.' }),
  'send-time-unusable': ({ limitDays }) => ({
    ...unclear,
    text: `Choose a time within the next ${limitDays} days.`,
  }),
  'group-kind': ({ group, kind, wanted }) => ({
    ...unclear,
    text: `${group} is a ${kind}, not a ${wanted.join(' or ')}.`,
  }),
  'group-in-use': ({ group, members, promises }) => ({
    ...conflict,
    text: `${countInWords(members, 'person belongs', 'people belong')} to ${group}, and ${countInWords(promises, 'open invitation promises', 'open invitations promise')} it. Choose where they move, or confirm that they leave it.`,
  }),
  'not-a-member': ({ group }) => ({
    ...conflict,
    text: `This person does not belong to ${group}. Add them first.`,
  }),
  archived: ({ name }) => ({ ...conflict, text: `${name} was archived meanwhile.` }),
  'name-taken': ({ name, what }) => ({ ...conflict, text: `A ${what} called ${name} already exists.` }),
  'no-address': () => ({ ...unclear, text: 'There is no email address to write to.' }),
  'address-unreadable': ({ typed }) => ({
    ...unclear,
    field: 'address',
    text: typed.trim()
      ? `${typed} is not an email address we can read: write it as name@example.com`
      : 'Enter an email address, as in name@example.com',
  }),
  'address-domain-not-allowed': ({ allowed }) => ({
    ...unclear,
    field: 'address',
    text: `Your organization only takes addresses at ${listInWords(allowed)}`,
  }),
  'address-looks-alike': ({ readsAs }) => ({
    ...unclear,
    text: `That looks like another domain: it truly reads ${readsAs}.`,
  }),
  'address-taken': () => ({
    ...conflict,
    field: 'address',
    text: 'Somebody else already has that address, or was invited with it',
  }),
  'address-unchanged': () => ({
    ...unclear,
    field: 'address',
    text: 'That is your address already: enter the new one',
  }),
  'too-many-addresses': ({ limit }) => ({ ...unclear, text: `At most ${limit} addresses fit at once.` }),
  'message-too-long': ({ limit }) => ({
    ...unclear,
    text: `The message is longer than ${limit} characters.`,
  }),
  'name-unusable': ({ field, limit }) =>
    field !== 'firstName' && field !== 'lastName'
      ? { ...unclear, text: `The ${field} needs a name of at most ${limit} characters.` }
      : { ...unclear, field, text: `Enter your ${nameWords[field]} (at most ${limit} characters)` },
  'choice-unknown': ({ field, typed }) => ({
    ...unclear,
    ...(field === 'gender' ? { field } : {}),
    text: `“${typed}” is not a ${field} we know.`,
  }),
  'cursor-expired': () => ({ ...unclear, text: 'It is too long since that page was shown: begin again.' }),
  'question-too-dear': ({ limit }) => ({
    ...unclear,
    text: `At most ${limit} questions about lists fit into one search.`,
  }),
  'question-unanswerable': ({ attribute }) => ({
    ...unclear,
    text: `Nothing can be looked for by ${attribute}.`,
  }),
  'cursor-unreadable': () => ({
    ...unclear,
    text: 'That page of the list is gone. Begin again at the first.',
  }),
  'field-missing': ({ field }) => ({
    ...unclear,
    ...besideField(field),
    text: `Enter the ${recordWords[field]}`,
  }),
  'text-too-long': ({ field, limit }) => ({
    ...unclear,
    ...besideField(field),
    text: `The ${recordWords[field]} can have at most ${limit} characters`,
  }),
  'birthday-unusable': () => ({
    ...unclear,
    field: 'birthday',
    text: 'Enter a real day in the past as the birthday',
  }),
  'phone-unreadable': () => ({
    ...unclear,
    field: 'phone',
    text: 'Enter the phone number with its country, as in +90 555 123 45 67',
  }),
  'phone-taken': () => ({
    ...conflict,
    field: 'phone',
    text: 'Somebody else already has that phone number',
  }),
  'contact-missing': () => ({
    ...unclear,
    field: 'phone',
    text: 'Enter a phone number: without an email address it is your only way in',
  }),
  'manager-circle': () => ({
    ...unclear,
    text: 'Nobody can be the manager of their own manager: choose somebody else',
  }),
  'invitation-closed': () => ({ ...conflict, text: 'This invitation has been answered or cancelled.' }),
  'user-state': () => ({ ...conflict, text: 'This account has changed meanwhile. Ask your admin about it.' }),
  yourself: () => ({ ...forbidden, text: 'You cannot do this to your own account.' }),
  'last-owner': () => ({ ...conflict, text: 'This is the last owner. Make somebody else an owner first.' }),
  'link-unknown': () => ({
    ...invalid,
    status: 404,
    text: 'We do not know this link. Please check that it was copied whole, or open it from the email again. If that does not help, contact your admin.',
  }),
  'link-dead': () => ({ ...invalid, status: 410, text: 'This link no longer works. Contact your admin.' }),
  'signed-in-as-somebody-else': ({ email }) => ({
    ...conflict,
    text: `You are signed in as ${email}. Sign out first.`,
  }),
  'password-refused': ({ fault, minimum }) => ({
    ...unclear,
    field: 'password',
    text: passwordFaultWords[fault](minimum),
  }),
  'passwords-differ': () => ({
    ...unclear,
    field: 'passwordAgain',
    text: 'The two passwords are not the same: type both again',
  }),
  'password-unchanged': () => ({
    ...unclear,
    field: 'password',
    text: 'The new password is the old one: choose another',
  }),
  'current-password-wrong': () => ({
    ...unclear,
    field: 'current',
    text: 'That is not your current password',
  }),
  'password-wanted': () => ({
    ...unclear,
    field: 'current',
    text: 'Enter your password: it is a while since you signed in',
  }),
  'picture-refused': ({ fault }) => ({ ...unclear, field: 'picture', text: pictureWords[fault] }),
  'sign-in-failed': () => ({
    status: 401,
    heading: 'Sign-in failed',
    text: 'Email or phone and password do not match. Please check both and try again.',
  }),
  'which-organization': ({ names }) => ({
    ...unclear,
    field: 'organizationId',
    text: 'You belong to several organizations: choose one, and type your password again',
    organizations: names,
  }),
  'too-often': ({ retryAt }) => ({
    status: 429,
    heading: 'That was very often',
    text: `Please try again after ${momentInWords(retryAt, 'UTC')}.`,
  }),
  busy: () => ({
    status: 503,
    heading: 'Very busy just now',
    text: 'Many people are signing in at this moment. Nothing was changed; please try again in a minute.',
  }),
  'organization-exists': ({ name }) => ({
    ...conflict,
    text: `An organization called ${name} already exists.`,
  }),
  'organization-unclear': () => ({ ...unclear, text: 'Several organizations are called that.' }),
  'slack-team-taken': () => ({ ...conflict, text: 'That workspace belongs to another organization.' }),
  'slack-not-connected': () => ({ ...conflict, text: 'No Slack account is connected any more.' }),
  'slack-member-wanted': () => ({ ...forbidden, text: 'Only members of the workspace can be connected.' }),
  'slack-address-unconfirmed': () => ({ ...unclear, text: 'Slack has not confirmed this email address.' }),
  'setup-code-wrong': () => ({ ...unclear, text: 'That set-up code is not valid.' }),
  'slack-silent': () => ({ ...conflict, text: 'Slack does not answer. Please try again in a minute.' }),
  'setting-unusable': ({ setting, fault }) => ({ ...unclear, text: settingFaultInWords(setting, fault) }),
  'temporary-passwords-off': () => ({
    ...forbidden,
    text: 'Your organization makes no temporary passwords. Invite the person instead.',
  }),
  'password-is-theirs': () => ({
    ...conflict,
    text: 'This person has chosen a password of their own. Start a password reset instead.',
  }),
  'changed-meanwhile': () => ({
    ...conflict,
    text: 'Somebody else changed this meanwhile. Reload the page and look again.',
  }),
}

const pictureWords: Record<PictureFault, string> = {
  missing: 'Choose a picture first',
  'too-large': 'Choose a picture of at most 1 MB',
  'unknown-kind': 'Choose a PNG, JPEG or WebP picture: we cannot show any other kind',
  animated: 'Choose a picture that does not move',
  dimensions: 'Choose a picture of at most 4096 pixels in width and height',
  damaged: 'Choose another picture: this file is damaged or cut off',
}

const isRequirable = (it: RecordField): it is RecordField & RequirableField =>
  (requirableFields as readonly string[]).includes(it)
const besideField = (field: RecordField) => (isRequirable(field) ? { field } : {})

const nameWords = { firstName: 'first name', lastName: 'last name' }

/** Beside the fields they are about; nothing when it is not about what was typed. */
export function faultsIn(refusal: Refusal): { field: string; text: string }[] {
  const all =
    refusal.code === 'several-faults' ? (refusal as Refusal<'several-faults'>).facts.refusals : [refusal]
  return all.flatMap((it) => {
    const { field, text } = inWords(refusalWords, it)
    return field ? [{ field, text }] : []
  })
}

const recordWords: Record<RecordField, string> = {
  firstName: 'first name',
  lastName: 'last name',
  displayName: 'display name',
  gender: 'gender',
  birthday: 'birthday',
  position: 'position',
  personalAddress: 'personal email address',
  phone: 'phone number',
}
