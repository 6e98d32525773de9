import type { Knex } from 'knex'

/**
 * Inviting everybody who is known and was never invited goes in batches, by the clock: a row for each time that
 * somebody begins it. One at a time in an organization; the next batch is taken by whoever holds the row.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    create table staged_runs (
      organization_id uuid not null references organizations,
      id uuid not null,
      user_id uuid,
      by_operator boolean not null,
      started_at timestamptz not null,
      total integer not null check (total >= 0),
      invited integer not null default 0 check (invited >= 0),
      awaiting integer not null default 0 check (awaiting >= 0),
      left_out jsonb not null default '{}',
      state text not null default 'running' check (state in ('running', 'stopped', 'done')),
      stopped_why text check (stopped_why in ('asked', 'gone', 'not-permitted')),
      stopped_by_id uuid,
      next_at timestamptz not null,
      after_id uuid,
      ended_at timestamptz,
      team_id text,
      channel text,
      ts text,
      primary key (organization_id, id),
      foreign key (organization_id, user_id) references users (organization_id, id),
      foreign key (organization_id, stopped_by_id) references users (organization_id, id),
      check ((state = 'stopped') = (stopped_why is not null)),
      check ((state = 'running') = (ended_at is null)),
      check (num_nonnulls(team_id, channel, ts) in (0, 3))
    );
    create unique index staged_runs_running on staged_runs (organization_id) where state = 'running';
    create index staged_runs_due on staged_runs (next_at) where state = 'running';
    create index staged_runs_user on staged_runs (user_id, organization_id) where user_id is not null;
    create index staged_runs_stopped_by on staged_runs (stopped_by_id, organization_id)
      where stopped_by_id is not null;

    alter table messages add column staged_run_id uuid;
    alter table messages add foreign key (organization_id, staged_run_id)
      references staged_runs (organization_id, id) on delete cascade;
    create index messages_staged_run on messages (staged_run_id, organization_id) where staged_run_id is not null;
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    delete from messages where staged_run_id is not null;
    alter table messages drop column staged_run_id;
    drop table staged_runs;
  `)
