import type { Knex } from 'knex'

/**
 * The outbox: what was promised, in the transaction that promised it. Rows carry ids, never an address, a
 * link or a text; the worker loads the facts when it sends. `delivery_events` is the trail people read.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    create table messages (
      organization_id uuid not null references organizations,
      id uuid not null,
      kind text not null,
      invitation_id uuid,
      generation integer,
      one_time_token_id uuid,
      user_id uuid,
      status text not null check (status in ('queued', 'sent', 'failed', 'dead', 'dropped')),
      attempts integer not null default 0,
      due_at timestamptz not null,
      leased_until timestamptz,
      last_reply text,
      created_at timestamptz not null,
      ended_at timestamptz check ((ended_at is null) = (status = 'queued')),
      primary key (organization_id, id),
      foreign key (organization_id, invitation_id) references invitations (organization_id, id) on delete cascade,
      foreign key (organization_id, one_time_token_id) references one_time_tokens (organization_id, id) on delete cascade,
      foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade,
      check ((invitation_id is null) = (generation is null))
    );
    create index messages_due on messages (due_at) where status = 'queued';
    create index messages_invitation on messages (organization_id, invitation_id);
    create unique index messages_one_letter_per_link on messages (organization_id, invitation_id, generation)
      where kind = 'invitation';

    create table delivery_events (
      organization_id uuid not null,
      id uuid not null,
      invitation_id uuid not null,
      message_id uuid,
      generation integer,
      at timestamptz not null,
      kind text not null check (
        kind in ('queued', 'sent', 'deferred', 'failed', 'dead', 'dropped', 'bounced', 'link visited', 'link copied',
                 'new link asked', 'accepted', 'declined', 'cancelled')
      ),
      detail text check (length(detail) <= 1000),
      primary key (organization_id, id),
      foreign key (organization_id, invitation_id) references invitations (organization_id, id) on delete cascade
    );
    create index delivery_events_invitation on delivery_events (organization_id, invitation_id, at);
  `)

export const down = (knex: Knex) => knex.raw('drop table delivery_events; drop table messages')
