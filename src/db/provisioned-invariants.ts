/** What must not be there, of teams that identity providers keep and of the roles these give. */
export const provisionedGroupRules = [
  {
    rule: 'what a provider keeps is a team that is in use, of a connection that lives',
    broken: `select p.group_id::text example from provisioned_groups p
             join groups g on g.organization_id = p.organization_id and g.id = p.group_id
             join connections c on c.organization_id = p.organization_id and c.id = p.connection_id
             where g.kind <> 'team' or g.archived_at is not null or c.ended_at is not null`,
  },
  {
    rule: 'a group that is mapped says so, to roles in use, by the connection that it belongs to',
    broken: `select m.group_id::text example from role_mappings m
             join provisioned_groups p on p.organization_id = m.organization_id and p.group_id = m.group_id
             join roles r on r.organization_id = m.organization_id and r.id = m.role_id
             where m.connection_id <> p.connection_id or r.archived_at is not null or not p.is_mapped`,
  },
  {
    rule: 'whoever a provider has put into a group that gives a role holds it, without an end',
    broken: `select m.user_id::text example from (${wanted()}) m where not exists (
               select from grants g where g.organization_id = m.organization_id and g.user_id = m.user_id
                 and g.role_id = m.role_id and g.site_id is null and g.expires_at is null)`,
  },
  {
    rule: 'a role that is held because of a group is given by a group that its holder is in',
    broken: `select g.id::text example from grants g where g.is_mapped and g.source = 'scim' and not exists (
               select from (${wanted()}) m where m.organization_id = g.organization_id and m.user_id = g.user_id
                 and m.role_id = g.role_id)`,
  },
]

/** Who holds what by way of a group: people of its own connection, and only what the ceiling allows. */
function wanted(): string {
  return `
    select m.organization_id, m.user_id, rm.role_id
    from role_mappings rm
    join group_members m on m.organization_id = rm.organization_id and m.group_id = rm.group_id
    join provisioned_users p on p.organization_id = m.organization_id and p.user_id = m.user_id
      and p.connection_id = rm.connection_id
    join connections c on c.organization_id = rm.organization_id and c.id = rm.connection_id
    join roles r on r.organization_id = rm.organization_id and r.id = rm.role_id
    join roles ceiling on ceiling.organization_id = c.organization_id and ceiling.id = c.ceiling_role_id
    where r.permissions <@ ceiling.permissions`
}
