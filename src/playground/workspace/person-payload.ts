import { isStranger } from './people.ts'
import type { Person } from './person.ts'
import type { Workspace } from './workspace.ts'

/** How many seconds a zone's clocks differ from UTC at that moment. */
export function zoneOffset(tz: string, at: Date): number {
  const name = new Intl.DateTimeFormat('en', { timeZone: tz, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find((it) => it.type === 'timeZoneName')?.value
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(name ?? '') ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60)
}

/** A person as users.info and user_change write them; the address only with users:read.email. */
export const personPayload = (
  it: Workspace,
  person: Person,
  withEmail: boolean,
): Record<string, unknown> => ({
  id: person.id,
  team_id: person.teamId,
  name: person.name,
  deleted: person.isDeleted,
  color: person.colour,
  real_name: person.realName,
  tz: person.tz,
  tz_label: person.tz,
  tz_offset: zoneOffset(person.tz, it.now()),
  profile: {
    title: '',
    real_name: person.realName,
    real_name_normalized: person.realName,
    display_name: person.name,
    display_name_normalized: person.name,
    first_name: person.realName.split(' ')[0],
    last_name: person.realName.split(' ').slice(1).join(' '),
    avatar_hash: '',
    image_72: `https://secure.gravatar.com/avatar/${person.id.toLowerCase()}?s=72`,
    team: person.teamId,
    ...(withEmail && person.email && !isStranger(it, person) ? { email: person.email } : {}),
    ...(person.isBot ? { bot_id: it.app.botId, api_app_id: it.app.id } : {}),
  },
  is_admin: person.isAdmin || person.isOwner,
  is_owner: person.isOwner,
  is_primary_owner: person.isOwner,
  is_restricted: person.isGuest || person.isSingleChannelGuest,
  is_ultra_restricted: person.isSingleChannelGuest,
  is_bot: person.isBot,
  is_stranger: isStranger(it, person),
  is_app_user: false,
  is_email_confirmed: true,
  updated: Math.floor(it.now().getTime() / 1000),
})
