import type { Knex } from 'knex'

/**
 * Invitations with what they promise and every link they ever had. Old hashes stay, so that an old link
 * can say why it is dead. Expired is never written: it is what pending becomes at expires_at.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    create table invitations (
      organization_id uuid not null references organizations,
      id uuid not null,
      user_id uuid,
      email text,
      address text check (address = lower(address)),
      message text check (length(message) <= 1000),
      inviter_id uuid,
      inviter_name text not null,
      created_at timestamptz not null,
      approval_asked_at timestamptz,
      approved_at timestamptz,
      approver_id uuid,
      send_after timestamptz,
      generation integer not null default 0 check (generation >= 0),
      lifetime_seconds integer not null check (lifetime_seconds between 3600 and 2592000),
      sent_at timestamptz,
      expires_at timestamptz check (expires_at > sent_at),
      reminded_at timestamptz,
      ending text check (ending in ('accepted', 'declined', 'cancelled', 'denied')),
      ended_at timestamptz,
      ended_by_id uuid,
      ended_why text check (length(ended_why) <= 1000),
      primary key (organization_id, id),
      foreign key (organization_id, user_id) references users (organization_id, id),
      foreign key (organization_id, inviter_id) references users (organization_id, id),
      foreign key (organization_id, approver_id) references users (organization_id, id),
      foreign key (organization_id, ended_by_id) references users (organization_id, id),
      check ((ending is null) = (ended_at is null)),
      check ((generation = 0) = (expires_at is null)),
      check ((sent_at is null) = (expires_at is null)),
      check (user_id is not null or ending is not null)
    );
    create unique index invitations_open_address on invitations (organization_id, address)
      where ending is null and address is not null;
    create unique index invitations_open_user on invitations (organization_id, user_id) where ending is null;
    create index invitations_user on invitations (organization_id, user_id);
    create index invitations_inviter on invitations (organization_id, inviter_id) where inviter_id is not null;
    create index invitations_approver on invitations (organization_id, approver_id) where approver_id is not null;
    create index invitations_ended_by on invitations (organization_id, ended_by_id) where ended_by_id is not null;
    create index invitations_delivery on invitations (organization_id, lower(email)) where ending is null;

    create table invitation_grants (
      organization_id uuid not null,
      invitation_id uuid not null,
      role_id uuid not null,
      foreign key (organization_id, invitation_id) references invitations (organization_id, id) on delete cascade,
      foreign key (organization_id, role_id) references roles (organization_id, id),
      primary key (organization_id, invitation_id, role_id)
    );

    create table invitation_groups (
      organization_id uuid not null,
      invitation_id uuid not null,
      group_id uuid not null,
      foreign key (organization_id, invitation_id) references invitations (organization_id, id) on delete cascade,
      foreign key (organization_id, group_id) references groups (organization_id, id),
      primary key (organization_id, invitation_id, group_id)
    );

    create table invitation_tokens (
      organization_id uuid not null,
      invitation_id uuid not null,
      generation integer not null check (generation > 0),
      hash bytea not null check (length(hash) = 32),
      nonce bytea not null check (length(nonce) = 32),
      key_id text not null,
      created_at timestamptz not null,
      superseded_at timestamptz,
      visited_at timestamptz,
      asked_at timestamptz,
      primary key (organization_id, invitation_id, generation),
      foreign key (organization_id, invitation_id) references invitations (organization_id, id) on delete cascade
    );
    create unique index invitation_tokens_hash on invitation_tokens (hash);
    create unique index invitation_tokens_one_live on invitation_tokens (organization_id, invitation_id)
      where superseded_at is null;
  `)

export const down = (knex: Knex) =>
  knex.raw(
    'drop table invitation_tokens; drop table invitation_groups; drop table invitation_grants; drop table invitations',
  )
