import { connectionRules } from './connection-invariants.ts'
import type { Tx } from './database.ts'
import { provisionedGroupRules } from './provisioned-invariants.ts'
import { provisionedPeopleRules } from './provisioned-people-invariants.ts'
import { select } from './row.ts'

export interface Finding {
  rule: string
  count: number
  example: string
}

/** Each statement lists what must not be there. Constraints say some of these too; here even they are not believed. */
const rules: { rule: string; broken: string }[] = [
  {
    rule: 'an address has at most one open invitation',
    broken: `select min(id::text) example from invitations where ending is null and address is not null
             group by organization_id, address having count(*) > 1`,
  },
  {
    rule: 'somebody is invited if and only if an invitation of theirs is open',
    broken: `select u.id::text example from users u
             where (u.state = 'invited') <> exists (select from invitations i
               where i.organization_id = u.organization_id and i.user_id = u.id and i.ending is null)`,
  },
  {
    rule: 'a sent invitation that is open has exactly one live link, of its newest generation',
    broken: `select i.id::text example from invitations i where i.ending is null and i.generation > 0 and not exists (
               select from invitation_tokens t where t.organization_id = i.organization_id and t.invitation_id = i.id
                 and t.generation = i.generation and t.superseded_at is null)`,
  },
  {
    rule: 'a link of an ended invitation, or of an older generation, is dead',
    broken: `select t.invitation_id::text example from invitation_tokens t
             join invitations i on i.organization_id = t.organization_id and i.id = t.invitation_id
             where t.superseded_at is null and (i.ending is not null or t.generation <> i.generation)`,
  },
  {
    rule: 'every link that goes by letter has its letter promised, or was copied by hand',
    broken: `select t.invitation_id::text example from invitation_tokens t
             join invitations i on i.organization_id = t.organization_id and i.id = t.invitation_id
             where i.email is not null and not exists (
               select from messages m where m.organization_id = t.organization_id and m.invitation_id = t.invitation_id
                 and m.generation = t.generation and m.kind = 'invitation')
             and not exists (
               select from delivery_events e where e.organization_id = t.organization_id
                 and e.invitation_id = t.invitation_id and e.generation = t.generation and e.kind = 'link copied')`,
  },
  {
    rule: 'an accepted invitation has made its person',
    broken: `select i.id::text example from invitations i
             join users u on u.organization_id = i.organization_id and u.id = i.user_id
             where i.ending = 'accepted' and u.activated_at is null`,
  },
  {
    rule: 'the reminders that list an invitation are there',
    broken: `select i.id::text example from invitations i
             cross join lateral (values (i.reminder_id), (i.channel_reminder_id)) listed (id)
             where listed.id is not null and not exists (
               select from reminders r where r.organization_id = i.organization_id and r.id = listed.id)`,
  },
  {
    rule: 'an invitation promises at least one role',
    broken: `select i.id::text example from invitations i where not exists (
               select from invitation_grants g where g.organization_id = i.organization_id and g.invitation_id = i.id)`,
  },
  {
    // Who came by a set-up code in Slack chooses one when they need it.
    rule: 'whoever registered and is active has a password, or a proven address to choose one by',
    broken: `select u.id::text example from users u where u.state = 'active' and u.registered_at is not null
             and not (u.origin = 'create' and u.email_verified_at is not null)
             and not exists (select from credentials c where c.organization_id = u.organization_id and c.user_id = u.id)`,
  },
  {
    rule: 'whoever is active has a role that no clock takes away',
    broken: `select u.id::text example from users u where u.state = 'active' and not exists (
               select from grants g where g.organization_id = u.organization_id and g.user_id = u.id
                 and g.site_id is null and g.expires_at is null)`,
  },
  {
    rule: "an archived role is nobody's, promised to nobody, and no default",
    broken: `select r.id::text example from roles r where r.archived_at is not null and (
               exists (select from grants g where g.organization_id = r.organization_id and g.role_id = r.id
                 and (g.expires_at is null or g.expires_at > :now))
               or exists (select from invitation_grants p
                 join invitations i on i.organization_id = p.organization_id and i.id = p.invitation_id
                 where p.organization_id = r.organization_id and p.role_id = r.id and i.ending is null)
               or exists (select from organizations o where o.id = r.organization_id and o.default_role_id = r.id))`,
  },
  {
    rule: 'the built-in role alone makes an owner',
    broken: `select r.id::text example from roles r
             where 'organization.own' = any(r.permissions) and r.key is distinct from 'owner'`,
  },
  {
    rule: 'a role at a site is held by somebody who belongs to that site',
    broken: `select g.id::text example from grants g where g.site_id is not null
             and (g.expires_at is null or g.expires_at > :now) and not exists (
               select from group_members m
               join groups s on s.organization_id = m.organization_id and s.id = m.group_id and s.kind = 'site'
               where m.organization_id = g.organization_id and m.group_id = g.site_id and m.user_id = g.user_id)`,
  },
  {
    rule: 'a department is a department, a unit is a unit, and neither is archived',
    broken: `select u.id::text example from users u
             join groups g on g.organization_id = u.organization_id and g.id in (u.department_id, u.unit_id)
             where g.archived_at is not null or g.kind <> case g.id when u.department_id then 'department' else 'unit' end`,
  },
  {
    rule: 'people belong to teams and sites that are not archived',
    broken: `select m.user_id::text example from group_members m
             join groups g on g.organization_id = m.organization_id and g.id = m.group_id
             where g.archived_at is not null or g.kind not in ('team', 'site')`,
  },
  {
    rule: 'an open invitation promises no archived group',
    broken: `select i.id::text example from invitations i
             join invitation_groups p on p.organization_id = i.organization_id and p.invitation_id = i.id
             join groups g on g.organization_id = p.organization_id and g.id = p.group_id
             where i.ending is null and g.archived_at is not null`,
  },
  ...provisionedPeopleRules,
  ...provisionedGroupRules,
  {
    rule: 'whoever is not active has no live session',
    broken: `select s.id::text example from sessions s
             join users u on u.organization_id = s.organization_id and u.id = s.user_id
             where s.revoked_at is null and s.ends_at > :now and u.state <> 'active'`,
  },
  {
    rule: 'whoever is suspended or deleted has no live link',
    broken: `select t.id::text example from one_time_tokens t
             join users u on u.organization_id = t.organization_id and u.id = t.user_id
             where t.used_at is null and t.voided_at is null and t.expires_at > :now
               and u.state in ('suspended', 'deleted')`,
  },
  {
    rule: 'an organization has an owner for good who can sign in, or one who is invited',
    broken: `select o.id::text example from organizations o where not exists (
               select from grants g
               join roles r on r.organization_id = g.organization_id and r.id = g.role_id and r.key = 'owner'
               join users u on u.organization_id = g.organization_id and u.id = g.user_id and u.state = 'active'
               where g.organization_id = o.id and g.site_id is null and g.expires_at is null
                 and u.registered_at is not null)
             and not exists (
               select from invitations i
               join invitation_grants g on g.organization_id = i.organization_id and g.invitation_id = i.id
               join roles r on r.organization_id = g.organization_id and r.id = g.role_id and r.key = 'owner'
               where i.organization_id = o.id and i.ending is null)`,
  },
  {
    rule: 'whoever speaks in a workspace is one of the organization that it belongs to',
    broken: `select b.user_id::text example from slack_bindings b join slack_teams t on t.team_id = b.team_id
             where t.organization_id is distinct from b.organization_id`,
  },
  {
    rule: 'what the audit tells is told of an organization that is there',
    broken: `select e.organization_id::text example from (select distinct organization_id from audit_entries) e
             where not exists (select from organizations o where o.id = e.organization_id)`,
  },
  ...connectionRules,
  {
    rule: 'a letter that is promised leaves within the hour it is due, or its reason is on record',
    broken: `select m.id::text example from messages m
             where m.status = 'queued' and m.due_at < cast(:now as timestamptz) - interval '1 hour' and m.attempts = 0`,
  },
  {
    rule: 'nobody is their own manager, however many stand between',
    broken: `with recursive line as (
               select organization_id, id, manager_id above from users where manager_id is not null
               union
               select line.organization_id, line.id, u.manager_id from line
               join users u on u.organization_id = line.organization_id and u.id = line.above
               where u.manager_id is not null)
             select id::text example from line where id = above`,
  },
  {
    rule: 'every audit entry has its details, or they were erased with a person',
    broken: `select e.id::text example from audit_entries e where not exists (
               select from audit_details d where d.organization_id = e.organization_id and d.entry_id = e.id)
             and not exists (
               select from audit_erasures r where r.organization_id = e.organization_id and r.entry_id = e.id)`,
  },
  {
    rule: 'every audit entry is sealed or waits to be',
    broken: `select e.id::text example from audit_entries e
             where not exists (select from audit_seals s where s.organization_id = e.organization_id and s.entry_id = e.id)
               and not exists (select from audit_unsealed u where u.organization_id = e.organization_id and u.entry_id = e.id)`,
  },
]

export async function broken(tx: Tx, now: Date): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { rule, broken: statement } of rules) {
    const [found] = await select<{ count: number; example: string | null }>(
      tx,
      `select count(*)::int count, min(example) example from (${statement}) broken`,
      { now },
    )
    if (found && found.count > 0) findings.push({ rule, count: found.count, example: found.example ?? '' })
  }
  return findings
}
