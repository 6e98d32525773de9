/** What was to reach somebody, by what it is about: for whoever reads that it did not. */
const messageWords: Record<string, string> = {
  invitation: 'invitation',
  reset: 'link for a new password',
  'confirm-address': 'question whether an address is theirs',
  'email-changed': 'notice that their address was changed',
  'password-changed': 'notice that their password was changed',
  'phone-changed': 'notice that their phone number was changed',
  'new-device': 'notice of a sign-in from a new device',
  'slack-link': 'question whether a Slack account is theirs',
  'slack-connected': 'welcome in Slack',
  'slack-replaced': 'notice that another Slack account is theirs now',
  'new-link-asked': 'notice that somebody asks for a new link',
  'invitation-accepted': 'notice that an invitation was accepted',
  'invitation-declined': 'notice that an invitation was declined',
  'delivery-failed': 'notice that an invitation did not arrive',
  'approval-asked': 'request for approval',
  'approval-awaited': 'notice that a request waits',
  'approval-decided': 'notice of a decision',
  'approval-ending': 'notice that a request ends soon',
  'approval-undecided': 'notice that nobody decided',
  'channel-lost': 'notice that a channel can not be reached',
  'deed-cut-off': 'word that something was interrupted',
  'role-ending': 'notice that a role ends',
  'role-ending-for-giver': 'notice that a role somebody gave ends',
  'password-ending': 'notice that a temporary password ends',
  'token-ending': 'notice that a token ends',
  welcome: 'way in for somebody new',
  'link-asked': 'question of an identity provider',
  'owner-kept': 'notice that the last owner was kept',
}

export const messageInWords = (kind: string): string => messageWords[kind] ?? 'notice'

/** What is said where nobody said anything. */
export const replyInWords = (reply: string | null): string =>
  reply || 'nothing was answered before it was too late'
