import type { Letter } from '../../src/domain/message.ts'

/** One of each letter and of each of its turns, written by people who mean well. */
const now = new Date('2026-11-21T11:05:00Z')
const acme = { organizationName: 'Acme', timeZone: 'Europe/Istanbul', now }
const inADay = new Date('2026-11-22T11:05:00Z')
const inAnHour = new Date('2026-11-21T12:05:00Z')

export const link = 'https://usher.acme.test/i/inv_mU1c0QeLzqkQ3a7m0yq0b8Jm3mZJ7n4v2x9c5d1e0fG'
const resetLink = 'https://usher.acme.test/reset/rst_mU1c0QeLzqkQ3a7m0yq0b8Jm3mZJ7n4v2x9c5d1e0fG'
const slackLink = 'https://usher.acme.test/slack-link/slk_mU1c0QeLzqkQ3a7m0yq0b8Jm3mZJ7n4v2x9c5d1e0fG'
const welcomeLink = 'https://usher.acme.test/welcome/wel_mU1c0QeLzqkQ3a7m0yq0b8Jm3mZJ7n4v2x9c5d1e0fG'
const emailLink = 'https://usher.acme.test/email/eml_mU1c0QeLzqkQ3a7m0yq0b8Jm3mZJ7n4v2x9c5d1e0fG'

const invitation = {
  ...acme,
  kind: 'invitation',
  inviterName: 'Grace Hopper',
  roleNames: ['Admin', 'Manager'],
  message:
    'Hello Ada,\n\nwe would love to have you with us on the Analytical Engine. Bring your notes on Bernoulli numbers.\n\nGrace',
  link,
  expiresAt: inADay,
  isReminder: false,
} satisfies Letter

const ada = { ...acme, invitedAddress: 'ada@lovelace.test', personName: 'Ada Lovelace', why: null }
const notice = {
  ...acme,
  kind: 'notice',
  firstName: 'Ada',
  at: now,
  device: 'Firefox on Linux',
  ip: '192.0.2.44',
} as const

export const samples: Record<string, Letter> = {
  invitation,
  'invitation-without-message': { ...invitation, message: null, roleNames: [] },
  'invitation-from-nobody': { ...invitation, inviterName: null },
  'invitation-reminder': { ...invitation, isReminder: true, now: new Date('2026-11-22T01:05:00Z') },
  reset: { ...acme, kind: 'reset', firstName: 'Ada', link: resetLink, expiresAt: inAnHour },
  'confirm-address': {
    ...acme,
    kind: 'confirm-address',
    firstName: 'Ada',
    link: emailLink,
    expiresAt: inAnHour,
  },
  'slack-link': {
    ...acme,
    kind: 'slack-link',
    firstName: 'Ada',
    slackName: 'Ada Lovelace',
    workspaceName: 'Acme Engines',
    link: slackLink,
    expiresAt: inAnHour,
  },
  'new-link-asked': { ...acme, kind: 'new-link-asked', invitedAddress: 'ada@lovelace.test' },
  'invitation-accepted': { ...ada, kind: 'invitation-accepted' },
  'invitation-provisioned': { ...ada, kind: 'invitation-accepted', why: 'provisioned by Okta' },
  'invitation-declined': {
    ...ada,
    kind: 'invitation-declined',
    personName: null,
    why: 'Thank you, but I have found another engine to write for.',
  },
  'delivery-failed': {
    ...acme,
    kind: 'delivery-failed',
    invitedAddress: 'ada@lovelace.test',
    reply:
      '550 5.1.1 <ada@lovelace.test>: Recipient address rejected: User unknown. See https://support.mail.test/550',
  },
  'notice-password': { ...notice, what: 'password-changed' },
  'notice-email': { ...notice, what: 'email-changed', firstName: null, device: null },
  'notice-phone': { ...notice, what: 'phone-changed', ip: null },
  'notice-device': { ...notice, what: 'new-device' },
  'notice-slack': { ...notice, what: 'slack-replaced', device: null, ip: null },
  'role-ending': {
    ...acme,
    kind: 'role-ending',
    firstName: 'Ada',
    roleName: 'Admin',
    siteName: null,
    endsAt: inADay,
    holderName: null,
  },
  'role-ending-for-giver': {
    ...acme,
    kind: 'role-ending',
    firstName: 'Grace',
    roleName: 'Admin',
    siteName: 'Leeds',
    endsAt: inADay,
    holderName: 'Ada Lovelace',
  },
  'password-ending': {
    ...acme,
    kind: 'password-ending',
    firstName: 'Grace',
    personName: 'Ada Lovelace',
    endsAt: inADay,
  },
  welcome: { ...acme, kind: 'welcome', firstName: 'Ada', link: welcomeLink, expiresAt: inADay },
  'link-asked': {
    ...acme,
    kind: 'link-asked',
    firstName: 'Grace',
    connectionName: 'Okta',
    userName: 'ada@lovelace.test',
    personName: 'Ada Lovelace',
    address: 'ada@lovelace.test',
  },
  'owner-kept': { ...acme, kind: 'owner-kept', firstName: 'Grace', connectionName: 'Okta' },
  'token-ending': {
    ...acme,
    kind: 'token-ending',
    firstName: 'Grace',
    connectionName: 'Okta',
    beginning: 'scim_Ab3xQ',
    lastUsedAt: acme.now,
    endsAt: inADay,
  },
  'token-ending-unused': {
    ...acme,
    kind: 'token-ending',
    firstName: null,
    connectionName: 'Microsoft Entra ID',
    beginning: 'scim_Ab3xQ',
    lastUsedAt: null,
    endsAt: inADay,
  },
  reminder: {
    ...acme,
    kind: 'reminder',
    firstName: 'Grace',
    waiting: [
      { invitedAddress: 'ada@lovelace.test', roleNames: ['Admin'], sentAt: acme.now, expiresAt: inADay },
      {
        invitedAddress: 'bob@lovelace.test',
        roleNames: ['Member', 'Auditor'],
        sentAt: acme.now,
        expiresAt: inADay,
      },
    ],
    all: 5,
  },
  'reminder-of-one': {
    ...acme,
    kind: 'reminder',
    firstName: null,
    waiting: [
      { invitedAddress: 'ada@lovelace.test', roleNames: ['Admin'], sentAt: acme.now, expiresAt: inADay },
    ],
    all: 1,
  },
  test: { ...acme, kind: 'test' },
}

const hostile =
  '<script>alert(1)</script>"\'><img src=x> https://evil.test/a\r\nBcc: x@evil.test \u202egnp.exe\u2066'

/** The same letters with something nasty in every field that a person or a foreign server can write. */
export const hostileSamples: Record<string, Letter> = Object.fromEntries(
  Object.entries(samples).map(([name, letter]) => [name, poisoned(letter)]),
)

function poisoned(letter: Letter): Letter {
  const fields = [
    'organizationName',
    'inviterName',
    'message',
    'firstName',
    'personName',
    'why',
    'reply',
    'device',
    'ip',
    'roleName',
    'siteName',
    'slackName',
    'workspaceName',
    'holderName',
    'connectionName',
    'userName',
    'beginning',
  ]
  const poison = Object.fromEntries(fields.filter((it) => it in letter).map((it) => [it, hostile]))
  return {
    ...letter,
    ...poison,
    ...('roleNames' in letter ? { roleNames: [hostile, hostile] } : {}),
  } as Letter
}
