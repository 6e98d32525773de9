import type { Knex } from 'knex'

/**
 * Which reminders list an invitation is no longer looked up for each row that is written: that was a quarter of what
 * reminding hundreds of thousands of people costs. They are written in one place (`note` in src/db/reminders.ts), from
 * rows held by that transaction, and `usher verify` looks whether one is missing.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    alter table invitations
      drop constraint invitations_organization_id_reminder_id_fkey,
      drop constraint invitations_organization_id_channel_reminder_id_fkey;
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    alter table invitations
      add foreign key (organization_id, reminder_id) references reminders (organization_id, id),
      add foreign key (organization_id, channel_reminder_id) references reminders (organization_id, id);
  `)
