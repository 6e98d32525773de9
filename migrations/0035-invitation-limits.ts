import type { Knex } from 'knex'

/** How much was sent lately: by an organization, by one person, to one address. */
export const up = (knex: Knex) =>
  knex.raw(`
    create index invitation_tokens_lately on invitation_tokens (organization_id, created_at);
    create index invitations_inviter_lately on invitations (organization_id, inviter_id, created_at)
      where inviter_id is not null;
    create index invitations_address on invitations (organization_id, address) where address is not null;
  `)

export const down = (knex: Knex) =>
  knex.raw(
    'drop index invitations_address; drop index invitations_inviter_lately; drop index invitation_tokens_lately',
  )
