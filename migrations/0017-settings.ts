import type { Knex } from 'knex'

/**
 * What an organization decides for itself, with the version that tells an old form from a new one. Reminders, their
 * channel and the business hours are read by whoever reminds.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    alter table organizations
      add column version integer not null default 1,
      add column reminders_on boolean not null default true,
      add column reminder_age_seconds integer not null default 43200
        check (reminder_age_seconds between 3600 and 2592000),
      add column reminder_channel text check (length(reminder_channel) <= 40),
      add column business_from text not null default '09:00' check (business_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
      add column business_until text not null default '18:00'
        check (business_until ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'),
      add column business_days smallint[] not null default '{1,2,3,4,5}'
        check (business_days <@ '{1,2,3,4,5,6,7}' and cardinality(business_days) > 0),
      add column status_vocabulary text not null default 'active-inactive'
        check (status_vocabulary in ('active-inactive', 'active-suspended', 'enabled-disabled')),
      add column required_fields text[] not null default '{}'
        check (required_fields <@ '{phone,gender,birthday,position,displayName}'),
      add column temporary_passwords boolean not null default true,
      add column contact_id uuid,
      add column contact_text text check (length(contact_text) <= 500),
      add check (business_from < business_until),
      add foreign key (id, contact_id) references users (organization_id, id);
    create index organizations_contact on organizations (id, contact_id) where contact_id is not null;
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    alter table organizations
      drop column contact_text, drop column contact_id, drop column temporary_passwords, drop column required_fields,
      drop column status_vocabulary, drop column business_days, drop column business_until, drop column business_from,
      drop column reminder_channel, drop column reminder_age_seconds, drop column reminders_on, drop column version;
  `)
