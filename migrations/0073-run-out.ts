import type { Knex } from 'knex'

/** A card of reminders is drawn anew when one of what it lists runs out, though nobody does anything then. */
export const up = (knex: Knex) =>
  knex.raw(`
    alter table reminders add column redraw_at timestamptz;
    create index reminders_redraw on reminders (redraw_at) where redraw_at is not null;
  `)

export const down = (knex: Knex) => knex.raw('alter table reminders drop column redraw_at;')
