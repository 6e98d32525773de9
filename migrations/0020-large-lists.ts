import type { Knex } from 'knex'

/**
 * Every list is read in its own order, from where the last page ended, whatever it is filtered by: an index ends
 * with what the list is ordered by. Ids are in the order of time, so lists of what happened are ordered by them.
 * And what points at a row can be found from that row.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    create index grants_user on grants (organization_id, user_id);
    create index grants_site on grants (organization_id, site_id) where site_id is not null;
    create index invitation_grants_role on invitation_grants (organization_id, role_id);
    create index invitation_groups_group on invitation_groups (organization_id, group_id);

    drop index users_department;
    drop index users_unit;
    create index users_department on users (organization_id, department_id, sort_name, id)
      where department_id is not null;
    create index users_unit on users (organization_id, unit_id, sort_name, id) where unit_id is not null;

    drop index sign_in_attempts_at;
    drop index sign_in_attempts_user;
    create index sign_in_attempts_listed on sign_in_attempts (organization_id, id);
    create index sign_in_attempts_user on sign_in_attempts (organization_id, user_id, id);
    create index sign_in_attempts_failed on sign_in_attempts (organization_id, id) where not succeeded;
    create index sign_in_attempts_user_failed on sign_in_attempts (organization_id, user_id, id) where not succeeded;

    drop index audit_entries_at;
    drop index audit_entries_target;
    drop index audit_entries_actor;
    create index audit_entries_target on audit_entries (organization_id, target_id, id);
    create index audit_entries_actor on audit_entries (organization_id, actor_id, id) where actor_id is not null;
    create index audit_entries_actor_act on audit_entries (organization_id, actor_id, act, id)
      where actor_id is not null;
    create index audit_entries_act on audit_entries (organization_id, act, id);
    create index audit_entries_act_kind on audit_entries (organization_id, split_part(act, '.', 1), id);
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    drop index audit_entries_act_kind;
    drop index audit_entries_act;
    drop index audit_entries_actor_act;
    drop index audit_entries_actor;
    drop index audit_entries_target;
    create index audit_entries_at on audit_entries (organization_id, at desc);
    create index audit_entries_target on audit_entries (organization_id, target_id, at desc);
    create index audit_entries_actor on audit_entries (organization_id, actor_id, at desc) where actor_id is not null;

    drop index sign_in_attempts_user_failed;
    drop index sign_in_attempts_failed;
    drop index sign_in_attempts_user;
    drop index sign_in_attempts_listed;
    create index sign_in_attempts_user on sign_in_attempts (organization_id, user_id, at desc);
    create index sign_in_attempts_at on sign_in_attempts (organization_id, at desc);

    drop index users_unit;
    drop index users_department;
    create index users_department on users (organization_id, department_id) where department_id is not null;
    create index users_unit on users (organization_id, unit_id) where unit_id is not null;

    drop index invitation_groups_group;
    drop index invitation_grants_role;
    drop index grants_site;
    drop index grants_user;
  `)
