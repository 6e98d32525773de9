import type { Knex } from 'knex'

/**
 * Letters to one mail domain take turns, whichever organization and instance they are from: so many at once, so many a
 * minute, and none while its server asks for patience. A domain that nobody writes to is forgotten, a turn is gone with
 * its letter.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    create table mail_domains (
      domain text primary key,
      next_at timestamptz not null,
      paused_until timestamptz,
      pauses integer not null default 0 check (pauses >= 0),
      used_at timestamptz not null
    );
    create table mail_turns (
      organization_id uuid not null,
      message_id uuid not null,
      domain text not null,
      asked_at timestamptz not null,
      turn_at timestamptz,
      leased_until timestamptz,
      primary key (organization_id, message_id),
      foreign key (organization_id, message_id) references messages (organization_id, id) on delete cascade,
      check ((turn_at is null) = (leased_until is null))
    );
    create index mail_turns_line on mail_turns (domain, asked_at, message_id);
    create index mail_turns_given on mail_turns (domain, leased_until) where leased_until is not null;
  `)

export const down = (knex: Knex) => knex.raw('drop table mail_turns; drop table mail_domains')
