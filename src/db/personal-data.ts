import type { Tx } from './database.ts'
import { select } from './row.ts'

/** Everything that is kept about one person, under the names that people would look for it. */
const parts: Record<string, string> = {
  roles: `select r.name, s.name site, g.source, g.created_at "since", g.expires_at "until"
          from grants g join roles r on r.organization_id = g.organization_id and r.id = g.role_id
          left join groups s on s.organization_id = g.organization_id and s.id = g.site_id
          where g.organization_id = :organizationId and g.user_id = :userId`,
  groups: `select g.kind, g.name, m.created_at "since" from group_members m
           join groups g on g.organization_id = m.organization_id and g.id = m.group_id
           where m.organization_id = :organizationId and m.user_id = :userId`,
  avatar: `select type, created_at "since", translate(encode(bytes, 'base64'), e'\\n', '') base64 from avatars
           where organization_id = :organizationId and user_id = :userId`,
  invitations: `select email, message, inviter_name "invitedBy", created_at "createdAt", sent_at "sentAt",
                       expires_at "expiresAt", ending, ended_at "endedAt", ended_why "why"
                from invitations where organization_id = :organizationId and user_id = :userId order by created_at`,
  identityProviders: `select c.name "provider", p.user_name "userName", p.external_id "externalId", p.resource "said",
                             p.created_at "since", p.changed_at "changedAt" from provisioned_users p
                      join connections c on c.organization_id = p.organization_id and c.id = p.connection_id
                      where p.organization_id = :organizationId and p.user_id = :userId`,
  linkQuestions: `select c.name "provider", q.user_name "userName", q.external_id "externalId", q.asked_at "askedAt",
                         q.answer, q.answered_at "answeredAt" from link_questions q
                  join connections c on c.organization_id = q.organization_id and c.id = q.connection_id
                  where q.organization_id = :organizationId and q.user_id = :userId order by q.asked_at`,
  sessions: `select device, ip, started_at "startedAt", last_active_at "lastActiveAt", ends_at "endsAt",
                    revoked_at "endedAt" from sessions
             where organization_id = :organizationId and user_id = :userId order by started_at`,
  signInAttempts: `select at, ip, device, succeeded, reason from sign_in_attempts
                   where organization_id = :organizationId and user_id = :userId order by at desc limit 10000`,
  letters: `select kind, created_at "promisedAt", ended_at "endedAt", status from messages
            where organization_id = :organizationId and user_id = :userId order by created_at`,
  audit: `select e.at, e.act, e.surface, case when e.actor_id = :userId then d.body::jsonb else d.body::jsonb - 'ip' end details from audit_entries e
          left join audit_details d on d.organization_id = e.organization_id and d.entry_id = e.id
          where e.organization_id = :organizationId and (e.target_id = :userId or e.actor_id = :userId) order by e.id desc limit 10000`,
}

export async function partsOf(
  tx: Tx,
  organizationId: string,
  userId: string,
): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {}
  for (const [name, sql] of Object.entries(parts))
    found[name] = await select(tx, sql, { organizationId, userId })
  return found
}
