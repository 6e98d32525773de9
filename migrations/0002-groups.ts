import type { Knex } from 'knex'

/** Departments, units, teams and sites: four kinds of one thing. */
export const up = (knex: Knex) =>
  knex.raw(`
    create table groups (
      organization_id uuid not null references organizations,
      id uuid not null,
      kind text not null check (kind in ('department', 'unit', 'team', 'site')),
      name text not null check (length(name) between 1 and 120),
      version integer not null default 1,
      archived_at timestamptz,
      created_at timestamptz not null,
      primary key (organization_id, id)
    );
    create unique index groups_name on groups (organization_id, kind, lower(name)) where archived_at is null;
  `)

export const down = (knex: Knex) => knex.raw('drop table groups')
