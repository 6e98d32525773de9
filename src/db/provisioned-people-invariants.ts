/** What must not be there, of people whom identity providers make. */
export const provisionedPeopleRules = [
  {
    rule: 'whom a provider keeps is one person, under a user name of their own',
    broken: `select min(p.user_id::text) example from provisioned_users p
             group by p.organization_id, p.connection_id, p.user_name_key having count(*) > 1
             union all select p.user_id::text from provisioned_users p where not exists (
               select from users u where u.organization_id = p.organization_id and u.id = p.user_id)`,
  },
  {
    rule: 'whoever a provider keeps is active, suspended or deleted, and never waits for an answer',
    broken: `select p.user_id::text example from provisioned_users p
             join users u on u.organization_id = p.organization_id and u.id = p.user_id
             where u.state in ('staged', 'invited')`,
  },
  {
    rule: 'nobody is kept by a provider and remembered as taken away',
    broken: `select d.user_id::text example from deprovisioned_users d
             join provisioned_users p on p.organization_id = d.organization_id and p.user_id = d.user_id`,
  },
  {
    rule: 'what a provider gives is held by whom it keeps, or kept',
    broken: `select g.id::text example from grants g where g.source = 'scim'
             and not exists (select from provisioned_users p
               where p.organization_id = g.organization_id and p.user_id = g.user_id)
             and not exists (select from deprovisioned_users d
               where d.organization_id = g.organization_id and d.user_id = g.user_id)`,
  },
  {
    rule: 'a way in for the first time is there for whoever was never in',
    broken: `select t.id::text example from one_time_tokens t
             join users u on u.organization_id = t.organization_id and u.id = t.user_id
             where t.purpose = 'welcome' and t.used_at is null and t.voided_at is null
               and u.registered_at is not null`,
  },
]
