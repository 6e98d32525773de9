import type { Knex } from 'knex'
import * as organizations from './0001-organizations.ts'
import * as groups from './0002-groups.ts'
import * as users from './0003-users.ts'
import * as roles from './0004-roles.ts'
import * as invitations from './0005-invitations.ts'
import * as oneTimeTokens from './0006-one-time-tokens.ts'
import * as sessions from './0007-sessions.ts'
import * as messages from './0008-messages.ts'
import * as audit from './0009-audit.ts'
import * as signInLimits from './0010-sign-in-limits.ts'
import * as notices from './0011-notices.ts'
import * as userRecords from './0012-user-records.ts'
import * as emailChanges from './0013-email-changes.ts'
import * as erasure from './0014-erasure.ts'
import * as retention from './0015-retention.ts'
import * as approvals from './0016-approvals.ts'
import * as settings from './0017-settings.ts'
import * as avatars from './0019-avatars.ts'
import * as largeLists from './0020-large-lists.ts'
import * as reach from './0021-reach.ts'
import * as endingRoles from './0022-ending-roles.ts'
import * as slack from './0030-slack.ts'
import * as invitationLists from './0031-invitation-lists.ts'
import * as slackCards from './0032-slack-cards.ts'
import * as slackLinks from './0033-slack-links.ts'
import * as firstCodes from './0034-first-codes.ts'
import * as invitationLimits from './0035-invitation-limits.ts'
import * as connections from './0040-connections.ts'
import * as provisionedPeople from './0041-provisioned-people.ts'
import * as providerLetters from './0042-provider-letters.ts'
import * as namesFirst from './0043-names-first.ts'
import * as mappedRoles from './0044-mapped-roles.ts'
import * as searches from './0046-searches.ts'
import * as liveConnections from './0048-live-connections.ts'
import * as questionCards from './0050-question-cards.ts'
import * as reminders from './0070-reminders.ts'
import * as digests from './0072-digests.ts'
import * as runOut from './0073-run-out.ts'
import * as lostChannels from './0074-lost-channels.ts'
import * as clockSlots from './0075-clock-slots.ts'
import * as bounces from './0076-bounces.ts'
import * as deedsCutOff from './0077-deeds-cut-off.ts'
import * as mailTurns from './0078-mail-turns.ts'
import * as requestKeys from './0079-request-keys.ts'
import * as listedByReminders from './0080-listed-by-reminders.ts'
import * as announcedEnds from './0081-announced-ends.ts'
import * as shuttingOut from './0082-shutting-out.ts'
import * as lookedUpById from './0083-looked-up-by-id.ts'
import * as writingPeople from './0084-writing-people.ts'
import * as stagedRuns from './0085-staged-runs.ts'

/** In order, by name: what a database has run is remembered by these names, so they never change. */
const list: [name: string, migration: Knex.Migration][] = [
  ['0001-organizations', organizations],
  ['0002-groups', groups],
  ['0003-users', users],
  ['0004-roles', roles],
  ['0005-invitations', invitations],
  ['0006-one-time-tokens', oneTimeTokens],
  ['0007-sessions', sessions],
  ['0008-messages', messages],
  ['0009-audit', audit],
  ['0010-sign-in-limits', signInLimits],
  ['0011-notices', notices],
  ['0012-user-records', userRecords],
  ['0013-email-changes', emailChanges],
  ['0014-erasure', erasure],
  ['0015-retention', retention],
  ['0016-approvals', approvals],
  ['0017-settings', settings],
  ['0019-avatars', avatars],
  ['0020-large-lists', largeLists],
  ['0021-reach', reach],
  ['0022-ending-roles', endingRoles],
  ['0030-slack', slack],
  ['0031-invitation-lists', invitationLists],
  ['0032-slack-cards', slackCards],
  ['0033-slack-links', slackLinks],
  ['0034-first-codes', firstCodes],
  ['0035-invitation-limits', invitationLimits],
  ['0040-connections', connections],
  ['0041-provisioned-people', provisionedPeople],
  ['0042-provider-letters', providerLetters],
  ['0043-names-first', namesFirst],
  ['0044-mapped-roles', mappedRoles],
  ['0046-searches', searches],
  ['0048-live-connections', liveConnections],
  ['0050-question-cards', questionCards],
  ['0070-reminders', reminders],
  ['0072-digests', digests],
  ['0073-run-out', runOut],
  ['0074-lost-channels', lostChannels],
  ['0075-clock-slots', clockSlots],
  ['0076-bounces', bounces],
  ['0077-deeds-cut-off', deedsCutOff],
  ['0078-mail-turns', mailTurns],
  ['0079-request-keys', requestKeys],
  ['0080-listed-by-reminders', listedByReminders],
  ['0081-announced-ends', announcedEnds],
  ['0082-shutting-out', shuttingOut],
  ['0083-looked-up-by-id', lookedUpById],
  ['0084-writing-people', writingPeople],
  ['0085-staged-runs', stagedRuns],
]

/** Explicit and type-checked: nothing is found by looking into folders, so build and tests run the same list. */
export const migrations: Knex.MigrationSource<string> = {
  getMigrations: async () => list.map(([name]) => name),
  getMigrationName: (name) => name,
  getMigration: async (name) => {
    const found = list.find(([it]) => it === name)
    if (!found) throw new Error(`This database has run ${name}, which this version of Usher does not know`)
    return found[1]
  },
}
