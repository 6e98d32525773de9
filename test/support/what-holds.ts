import type { RealWorld } from './real-world.ts'

/**
 * What must never be there, whoever did what at once: each statement lists it with its organization. Said here
 * once more, without src.
 */
const never: Record<string, string> = {
  'two open invitations for one address': `
    select organization_id, address from invitations where ending is null group by organization_id, address having count(*) > 1`,
  'an open invitation without exactly one live link, the newest': `
    select i.organization_id, i.address from invitations i where i.ending is null and (
      select array_agg(t.generation) from invitation_tokens t
      where t.organization_id = i.organization_id and t.invitation_id = i.id and t.superseded_at is null
    ) is distinct from array[i.generation]`,
  'a live link of an invitation that has ended': `
    select i.organization_id, i.address from invitations i join invitation_tokens t
      on t.organization_id = i.organization_id and t.invitation_id = i.id
    where i.ending is not null and t.superseded_at is null`,
  'a generation without its link, or a link without its generation': `
    select i.organization_id, i.address from invitations i where (
      select array_agg(t.generation order by t.generation) from invitation_tokens t
      where t.organization_id = i.organization_id and t.invitation_id = i.id
    ) is distinct from (select array_agg(n) from generate_series(1, i.generation) n)`,
  'somebody invited without an open invitation': `
    select u.organization_id, u.address from users u where u.state = 'invited' and not exists (
      select from invitations i where i.user_id = u.id and i.organization_id = u.organization_id and i.ending is null)`,
  'an open invitation of somebody who is not invited': `
    select i.organization_id, i.address from invitations i
    left join users u on u.id = i.user_id and u.organization_id = i.organization_id
    where i.ending is null and u.state is distinct from 'invited'`,
  'a live session of somebody who is not active': `
    select u.organization_id, u.address from sessions s join users u on u.id = s.user_id and u.organization_id = s.organization_id
    where s.revoked_at is null and u.state <> 'active'`,
  'a live one-time token of somebody suspended or deleted': `
    select u.organization_id, u.address from one_time_tokens t join users u on u.id = t.user_id and u.organization_id = t.organization_id
    where t.used_at is null and t.voided_at is null and u.state in ('suspended', 'deleted')`,
  'an active registered person without a password or a role': `
    select u.organization_id, u.address from users u where u.state = 'active' and u.registered_at is not null and (
      not exists (select from credentials c where c.user_id = u.id and c.organization_id = u.organization_id)
      or not exists (select from grants g where g.user_id = u.id and g.organization_id = u.organization_id))`,
  'a password of somebody who never registered': `
    select u.organization_id, u.address from credentials c join users u on u.id = c.user_id and u.organization_id = c.organization_id
    where u.registered_at is null`,
  'an accepted invitation whose person never registered': `
    select i.organization_id, i.address from invitations i join users u on u.id = i.user_id and u.organization_id = i.organization_id
    where i.ending = 'accepted' and u.registered_at is null`,
  'two letters for one link': `
    select organization_id, invitation_id::text from messages where kind = 'invitation'
    group by organization_id, invitation_id, generation having count(*) > 1`,
  'two words about one question for a new link': `
    select organization_id, invitation_id::text from messages where kind = 'new-link-asked'
    group by organization_id, invitation_id, user_id, created_at having count(*) > 1`,
  'an organization without an active owner': `
    select o.id, o.name from organizations o where not exists (
      select from users u
      join grants g on g.user_id = u.id and g.organization_id = u.organization_id
      join roles r on r.id = g.role_id and r.organization_id = g.organization_id and r.key = 'owner'
      where u.organization_id = o.id and u.state = 'active')`,
}

/** What is there all the same, in one look. */
export async function wrongIn({ house, organizationId }: RealWorld): Promise<Record<string, string[]>> {
  const looks = Object.entries(never).map(
    ([rule, found]) => `select '${rule}' rule, array(
      select example from (${found}) found (organization_id, example) where organization_id = :organizationId) examples`,
  )
  const rows = await house.query<{ rule: string; examples: string[] }>(
    `select * from (${looks.join(' union all ')}) looks where examples <> '{}'`,
    { organizationId },
  )
  return Object.fromEntries(rows.map((it) => [it.rule, it.examples]))
}

/** The letters of these invitations as they were promised in the answers, and as they stand in the outbox. */
export async function lettersOf(world: RealWorld): Promise<{ promised: string[]; written: string[] }> {
  const rows = await world.house.query<{ invitationId: string; generation: number; status: string }>(
    `select invitation_id "invitationId", generation, status from messages
     where organization_id = :organizationId and kind = 'invitation'`,
    { organizationId: world.organizationId },
  )
  const nameOf = (it: (typeof rows)[number]) =>
    `${world.invitationIds.indexOf(it.invitationId)}.${it.generation}`
  const known = rows.filter((it) => world.invitationIds.includes(it.invitationId))
  return { promised: [...world.promised].sort(), written: known.map(nameOf).sort() }
}
