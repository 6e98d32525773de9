import type { Knex } from 'knex'

/**
 * In order, by name: what a database has run is remembered by these names, so they never change. Most starts run none
 * of them, and load none.
 */
const list: [name: string, load: () => Promise<Knex.Migration>][] = [
  ['0001-organizations', () => import('./0001-organizations.ts')],
  ['0002-groups', () => import('./0002-groups.ts')],
  ['0003-users', () => import('./0003-users.ts')],
  ['0004-roles', () => import('./0004-roles.ts')],
  ['0005-invitations', () => import('./0005-invitations.ts')],
  ['0006-one-time-tokens', () => import('./0006-one-time-tokens.ts')],
  ['0007-sessions', () => import('./0007-sessions.ts')],
  ['0008-messages', () => import('./0008-messages.ts')],
  ['0009-audit', () => import('./0009-audit.ts')],
  ['0010-sign-in-limits', () => import('./0010-sign-in-limits.ts')],
  ['0011-notices', () => import('./0011-notices.ts')],
  ['0012-user-records', () => import('./0012-user-records.ts')],
  ['0013-email-changes', () => import('./0013-email-changes.ts')],
  ['0014-erasure', () => import('./0014-erasure.ts')],
  ['0015-retention', () => import('./0015-retention.ts')],
  ['0016-approvals', () => import('./0016-approvals.ts')],
  ['0017-settings', () => import('./0017-settings.ts')],
  ['0019-avatars', () => import('./0019-avatars.ts')],
  ['0020-large-lists', () => import('./0020-large-lists.ts')],
  ['0021-reach', () => import('./0021-reach.ts')],
  ['0022-ending-roles', () => import('./0022-ending-roles.ts')],
  ['0030-slack', () => import('./0030-slack.ts')],
  ['0031-invitation-lists', () => import('./0031-invitation-lists.ts')],
  ['0032-slack-cards', () => import('./0032-slack-cards.ts')],
  ['0033-slack-links', () => import('./0033-slack-links.ts')],
  ['0034-first-codes', () => import('./0034-first-codes.ts')],
  ['0035-invitation-limits', () => import('./0035-invitation-limits.ts')],
  ['0040-connections', () => import('./0040-connections.ts')],
  ['0041-provisioned-people', () => import('./0041-provisioned-people.ts')],
  ['0042-provider-letters', () => import('./0042-provider-letters.ts')],
  ['0043-names-first', () => import('./0043-names-first.ts')],
  ['0044-mapped-roles', () => import('./0044-mapped-roles.ts')],
  ['0046-searches', () => import('./0046-searches.ts')],
  ['0048-live-connections', () => import('./0048-live-connections.ts')],
  ['0050-question-cards', () => import('./0050-question-cards.ts')],
  ['0070-reminders', () => import('./0070-reminders.ts')],
  ['0072-digests', () => import('./0072-digests.ts')],
  ['0073-run-out', () => import('./0073-run-out.ts')],
  ['0074-lost-channels', () => import('./0074-lost-channels.ts')],
  ['0075-clock-slots', () => import('./0075-clock-slots.ts')],
  ['0076-bounces', () => import('./0076-bounces.ts')],
  ['0077-deeds-cut-off', () => import('./0077-deeds-cut-off.ts')],
  ['0078-mail-turns', () => import('./0078-mail-turns.ts')],
  ['0079-request-keys', () => import('./0079-request-keys.ts')],
  ['0080-listed-by-reminders', () => import('./0080-listed-by-reminders.ts')],
  ['0081-announced-ends', () => import('./0081-announced-ends.ts')],
  ['0082-shutting-out', () => import('./0082-shutting-out.ts')],
  ['0083-looked-up-by-id', () => import('./0083-looked-up-by-id.ts')],
  ['0084-writing-people', () => import('./0084-writing-people.ts')],
  ['0085-staged-runs', () => import('./0085-staged-runs.ts')],
  ['0086-uncounted-json', () => import('./0086-uncounted-json.ts')],
  ['0089-long-team-names', () => import('./0089-long-team-names.ts')],
  ['0090-shutting-out-together', () => import('./0090-shutting-out-together.ts')],
  ['0091-lists-as-shown', () => import('./0091-lists-as-shown.ts')],
  ['0092-search-codes', () => import('./0092-search-codes.ts')],
  ['0093-exchanges-as-they-are', () => import('./0093-exchanges-as-they-are.ts')],
]

/** Explicit and type-checked: nothing is found by looking into folders, so build and tests run the same list. */
export const migrations: Knex.MigrationSource<string> = {
  getMigrations: async () => list.map(([name]) => name),
  getMigrationName: (name) => name,
  getMigration: async (name) => {
    const found = list.find(([it]) => it === name)
    if (!found) throw new Error(`This database has run ${name}, which this version of Usher does not know`)
    return found[1]()
  },
}
