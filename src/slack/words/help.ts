/** Every word of the root command, as people are told about it: help, suggestions and the manifest read this table. */
export interface HelpEntry {
  word: Word
  /** Other words for the same, which are understood but not taught. */
  also: readonly string[]
  usage: string
  what: string
  examples: readonly string[]
}

export const words = [
  'invite',
  'pending',
  'resend',
  'cancel',
  'list',
  'find',
  'show',
  'add',
  'create',
  'suspend',
  'enable',
  'delete',
  'reset',
  'sessions',
  'logins',
  'roles',
  'groups',
  'org',
  'import',
  'export',
  'sync',
  'audit',
  'settings',
  'help',
] as const
export type Word = (typeof words)[number]

const inviting = '[as ROLE] [in TEAM] [dept DEPARTMENT] [unit UNIT]'
const filtering = '[status:…] [role:…] [team:…] [dept:…] [unit:…] [site:…] [TEXT]'

const entry = (
  word: Word,
  usage: string,
  what: string,
  examples: readonly string[],
  also: readonly string[],
): HelpEntry => ({ word, usage: usage ? `${word} ${usage}` : word, what, examples, also })

export const helpEntries: readonly HelpEntry[] = [
  entry(
    'invite',
    `EMAIL… ${inviting} ["MESSAGE"] [tomorrow | at DATE TIME] [by link]`,
    'Invites one person or hundreds and answers for each address. Without words it opens the form.',
    [
      'invite ada@example.com',
      'invite ada@example.com, bob@example.com as Admin in Platform "Welcome aboard!"',
      'invite ada@example.com next business day',
      'invite ada@example.com by link',
    ],
    ['inv', 'invitation'],
  ),
  entry(
    'pending',
    '[expired | scheduled | declined | cancelled] [TEXT]',
    'Shows the invitations that wait for an answer, each with its buttons.',
    ['pending', 'pending expired', 'pending @example.com'],
    ['invites', 'invitations', 'waiting', 'open-invitations', 'outstanding'],
  ),
  entry(
    'resend',
    'EMAIL…',
    'Sends an invitation again with a new link. Every earlier link dies at once.',
    ['resend ada@example.com', 'resend ada@example.com, bob@example.com'],
    ['again', 're-send', 'remind', 'nudge'],
  ),
  entry(
    'cancel',
    'EMAIL… ["REASON"]',
    'Takes an invitation back: its link is dead from that moment on.',
    ['cancel ada@example.com', 'cancel ada@example.com "Wrong address"'],
    ['revoke', 'uninvite', 'withdraw', 'rescind'],
  ),
  entry(
    'list',
    filtering,
    'Lists people. All filters together must hold.',
    ['list', 'list status:pending', 'list role:Admin team:"Core Platform" ada'],
    ['ls', 'users', 'people', 'members', 'all', 'everyone', 'directory'],
  ),
  entry(
    'find',
    `TEXT ${filtering}`,
    'Finds people by any part of a name, an e-mail address or a phone number.',
    ['find lovelace', 'find @example.com status:active', 'find +49 170'],
    ['search', 'lookup', 'grep'],
  ),
  entry(
    'show',
    'EMAIL or NAME',
    'Opens one person: profile, roles, groups, sessions and what can be done.',
    ['show ada@example.com', 'show Ada Lovelace'],
    ['open', 'profile', 'view', 'user', 'info', 'who', 'whois', 'edit'],
  ),
  entry(
    'add',
    `[EMAIL] ${inviting}`,
    'Adds a person with a profile, and invites them.',
    ['add', 'add ada@example.com as Manager dept Engineering'],
    ['add-user', 'adduser'],
  ),
  entry(
    'create',
    `[EMAIL] ${inviting}`,
    'Creates an account with a temporary password, which is shown once to you alone.',
    ['create', 'create ada@example.com as Member'],
    ['new', 'create-user'],
  ),
  entry(
    'suspend',
    'EMAIL or NAME ["REASON"]',
    'Takes access away at once and keeps the person. Sessions and open links die with it.',
    ['suspend ada@example.com', 'suspend Ada Lovelace "On leave"'],
    ['disable', 'deactivate', 'block'],
  ),
  entry(
    'enable',
    'EMAIL or NAME',
    'Gives a suspended person access again.',
    ['enable ada@example.com'],
    ['activate', 'reactivate', 'unsuspend', 'unblock'],
  ),
  entry(
    'delete',
    'EMAIL or NAME',
    'Deletes a person after a confirmation. For a short while it can be undone.',
    ['delete ada@example.com'],
    ['remove', 'rm', 'del', 'erase'],
  ),
  entry(
    'reset',
    'EMAIL or NAME',
    'Sends a letter with a link to choose a new password.',
    ['reset ada@example.com'],
    ['reset-password', 'password'],
  ),
  entry(
    'sessions',
    '[EMAIL or NAME or me]',
    'Shows where people are signed in, and ends what should not be.',
    ['sessions', 'sessions ada@example.com', 'sessions me'],
    ['session', 'devices'],
  ),
  entry(
    'logins',
    '[failed] [EMAIL or NAME]',
    'Shows who came in and who did not, with the reason.',
    ['logins', 'logins failed', 'logins ada@example.com'],
    ['login', 'signins', 'sign-ins', 'attempts', 'login-attempts'],
  ),
  entry(
    'roles',
    '[NAME]',
    'Shows the roles, what each of them may do and who has it.',
    ['roles', 'roles Admin'],
    ['role', 'permissions', 'access'],
  ),
  entry(
    'groups',
    '[teams | departments | units | sites] [NAME]',
    'Shows departments, units, teams and sites with their people.',
    ['groups', 'groups teams', 'groups Platform'],
    ['group', 'team', 'teams', 'department', 'departments', 'dept', 'unit', 'units', 'site', 'sites'],
  ),
  entry(
    'org',
    '[NAME]',
    'Shows who reports to whom.',
    ['org', 'org Ada Lovelace'],
    ['organization', 'organisation', 'orgchart', 'org-chart', 'chart'],
  ),
  entry('import', '', 'Brings people in from a file.', ['import'], ['upload']),
  entry(
    'export',
    filtering,
    'Writes the people you see into a file.',
    ['export', 'export status:active'],
    ['download', 'csv'],
  ),
  entry(
    'sync',
    '[connect PROVIDER]',
    'Shows the identity providers and how they are doing, or connects one.',
    ['sync', 'sync connect okta'],
    ['scim', 'provisioning', 'connections', 'idp'],
  ),
  entry(
    'audit',
    '[EMAIL or TEXT]',
    'Shows who did what, and when.',
    ['audit', 'audit ada@example.com'],
    ['log', 'history', 'trail', 'activity'],
  ),
  entry(
    'settings',
    '',
    'Shows how long links live, when reminders leave, who approves, and lets you change it.',
    ['settings'],
    ['setting', 'config', 'configure', 'preferences', 'options'],
  ),
  entry(
    'help',
    '[WORD]',
    'Shows this, or all about one word.',
    ['help', 'help invite'],
    ['?', 'h', 'man', 'usage', 'commands'],
  ),
]

export const helpOn = (word: Word): HelpEntry => helpEntries.find((it) => it.word === word) as HelpEntry

/** Where to start, in the order that a newcomer takes. */
export const whereToStart: readonly { title: string; text: string; example: string }[] = [
  {
    title: 'Invite somebody',
    text: 'One address is enough; roles can follow.',
    example: 'invite ada@example.com',
  },
  { title: 'See who has not answered', text: 'Resend or cancel from the list.', example: 'pending' },
  { title: 'Look at your people', text: 'Search and filter by anything you know of them.', example: 'list' },
  { title: 'Decide who may do what', text: 'Roles are sets of permissions.', example: 'roles' },
]

/** What to do when somebody says that no letter has come, in the order that helps soonest. */
export const letterMissing: { title: string; steps: readonly string[] } = {
  title: 'The letter did not arrive?',
  steps: [
    'Ask them to look in spam and junk, and in the tabs and filters of their mail program.',
    'Check the address for a slip: `pending` shows it exactly as the letter was sent. A wrong one can be changed there.',
    'Open the invitation: its trail shows whether the letter was sent, delayed or refused, in the words of their mail server.',
    'Resend it. The new letter has a new link, and every earlier link stops working.',
    'Still nothing? Copy the link from the invitation and hand it over yourself.',
  ],
}

const [theirSpam = '', , , resending = ''] = letterMissing.steps

/** The same, where the invitation and its trail stand above. */
export const thisLetterMissing: typeof letterMissing = {
  title: letterMissing.title,
  steps: [
    theirSpam,
    'Look for a slip in the address above. *Edit* changes it: then a new invitation goes to the right one.',
    'Look at what happened: a letter that was delayed or refused says why, in the words of their mail server.',
    resending,
    'Still nothing? *Copy link*, and hand it over yourself.',
  ],
}

const INVITE_HINT = '[email…] [as role] [in team] ["message"]'

/** The usage hints that Slack shows while somebody types. */
export const usageHints = {
  people: '[invite | pending | list | find | show | roles | groups | help] …',
  invites: INVITE_HINT,
} as const
