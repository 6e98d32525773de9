const ended = (table: string) => `
  select t.id::text example from ${table} t
  join connections c on c.organization_id = t.organization_id and c.id = t.connection_id
  where c.ended_at is not null`

/** What must not be there, of connections and of those who speak for them. */
export const connectionRules = [
  {
    rule: 'nobody can speak for a connection that has ended',
    broken: `${ended('scim_tokens')} and t.revoked_at is null and (t.expires_at is null or t.expires_at > :now)
             union all ${ended('scim_clients')} and t.revoked_at is null`,
  },
  {
    rule: 'a connection that has ended keeps nobody in step',
    broken: `select p.user_id::text example from provisioned_users p
             join connections c on c.organization_id = p.organization_id and c.id = p.connection_id
             where c.ended_at is not null`,
  },
  {
    rule: 'a token that a client fetched is dead when the client is',
    broken: `select t.id::text example from scim_tokens t
             join scim_clients k on k.organization_id = t.organization_id and k.id = t.client_id
             where t.revoked_at is null and t.expires_at > :now and k.revoked_at is not null`,
  },
  {
    rule: 'a token is warned of before it ends',
    broken: `select t.id::text example from scim_tokens t
             where t.revoked_at is null and t.warn_at is not null and (t.expires_at is null or t.warn_at >= t.expires_at)`,
  },
  {
    rule: 'what a connection may give at most, and what it gives, is a role in use',
    broken: `select c.id::text example from connections c
             join roles r on r.organization_id = c.organization_id and r.id in (c.ceiling_role_id, c.default_role_id)
             where c.ended_at is null and r.archived_at is not null`,
  },
]
