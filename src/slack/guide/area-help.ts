import type { Word } from '../words/help.ts'

interface AreaHelp {
  title: string
  says: string[]
  /** What to type for the same. */
  words: Word[]
  isAboutLetters?: true
}

/** What Help tells of each area; one that is not here is answered like the account. */
export const areaHelp: Record<string, AreaHelp> & { account: AreaHelp } = {
  account: {
    title: 'Help',
    says: [
      'Usher keeps who belongs to your organization. Your profile, password and sessions are on your account page on the web.',
      'To invite people or look after them you need a role that allows it: ask an admin.',
    ],
    words: ['org', 'help'],
  },
  users: {
    title: 'Help: users',
    says: [
      '*Everybody of your organization*, with their status and roles. Search by any part of a name, an address or a phone number; filter by status, role and group; filters together must all hold.',
      '*The menu of a row* offers what makes sense for that person now: a pending one can be sent the invitation again, an active one can be suspended, a suspended one enabled.',
      '*Those who were never invited* can be invited all together: filter by “not invited” and a button offers it.',
      '*Pending* means that the invitation has not been accepted yet. *Suspending* takes access away and keeps everything; *deleting* erases the person.',
    ],
    words: ['list', 'find', 'show', 'add', 'create', 'suspend'],
    isAboutLetters: true,
  },
  invitations: {
    title: 'Help: invitations',
    says: [
      '*Who was invited and has not answered stands first.* Resend gives a fresh link, and every earlier one stops working; Cancel kills the link at once.',
      '*Details and trail* shows what became of the letter, in the words of the mail server, and lets you hand the link over yourself.',
    ],
    words: ['invite', 'pending', 'resend', 'cancel'],
    isAboutLetters: true,
  },
  sessions: {
    title: 'Help: sessions',
    says: [
      '*Where people are signed in* on the web: device, address, since when and until when. Ending a session signs that browser out at its next click.',
      'If a session still seems to be there, look again: to end it twice does no harm.',
    ],
    words: ['sessions'],
  },
  'sign-ins': {
    title: 'Help: login attempts',
    says: [
      '*Who came in and who did not*, with the reason. People outside only ever read “wrong address or password”; the reason is for admins.',
    ],
    words: ['logins'],
  },
  roles: {
    title: 'Help: roles',
    says: [
      '*A role is a set of permissions.* People may hold several, and may do what any of them allows. Owner, Admin, Manager and Member are built in and stay as they are: copy one to change it.',
      '*A role of your own* can reach everybody, or only the people of the teams that its holder belongs to.',
      '*You give, change and archive only what you may do yourself.* What you change binds all who hold the role at their next click. For a passing need, give somebody a role until a date; it ends by itself.',
    ],
    words: ['roles'],
  },
  groups: {
    title: 'Help: groups',
    says: [
      '*Departments and units*: a person belongs to one of each at most; it is set in their profile. *Teams and sites*: a person can belong to several.',
      '*At a site* people can hold roles that count only there. Whoever leaves a site leaves those roles too.',
      '*Archiving* takes a group off every list to choose from. Its people move to another one, or leave; nothing vanishes silently.',
    ],
    words: ['groups'],
  },
  audit: {
    title: 'Help: audit',
    says: [
      '*Who did what to whom, when and from where.* Nothing here can be changed or taken away, not by an owner either; entries are sealed into a chain that `usher audit verify` walks.',
      'When a person is erased, that something happened stays; what named them goes.',
    ],
    words: ['audit'],
  },
  settings: {
    title: 'Help: settings',
    says: [
      '*What your organization decides for itself.* A change binds whoever uses the setting next, and is written to the audit with what was before.',
    ],
    words: ['settings'],
  },
  sync: {
    title: 'Help: sync',
    says: [
      '*Identity providers* such as Okta, Entra ID or OneLogin keep people in step by SCIM: who joins there has an account here, who leaves is suspended at once, and groups become teams. *Connect a provider* gives its address, a token once, and the steps for its console.',
      '*The colour* says how it does: green is well, yellow was refused something in the last day, red was refused the last thing it asked, white has not spoken yet. *Exchanges* hold what was asked and the sentence that was answered.',
      '*The ceiling* is the most its teams can give. *Teams and their roles* say which team gives what; what was given by hand stays.',
      '*The same person?* Somebody who was here before is not taken over: an owner decides, here or on the card in Slack. *A dry run* answers as if, and changes nothing.',
    ],
    words: ['sync'],
  },
}
