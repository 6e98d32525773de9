import { z } from 'zod'
import { Refusal } from '../../domain/refusal.ts'
import { type SlackProfile, type SlackStanding, zoneOrNull } from '../../domain/slack-profile.ts'
import type { SlackPerson } from '../../usecases/slack/who-speaks.ts'
import type { Clients } from './clients.ts'

const user = z.object({
  id: z.string(),
  team_id: z.string().nullish(),
  deleted: z.boolean().nullish(),
  real_name: z.string().nullish(),
  name: z.string().nullish(),
  tz: z.string().nullish(),
  is_restricted: z.boolean().nullish(),
  is_ultra_restricted: z.boolean().nullish(),
  is_bot: z.boolean().nullish(),
  is_stranger: z.boolean().nullish(),
  is_email_confirmed: z.boolean().nullish(),
  /** On Enterprise Grid: one is at home in one workspace, and a member of others. */
  enterprise_user: z.object({ teams: z.array(z.string()).nullish() }).nullish(),
  profile: z
    .object({
      real_name: z.string().nullish(),
      first_name: z.string().nullish(),
      last_name: z.string().nullish(),
      email: z.string().nullish(),
    })
    .nullish(),
})
type SlackUser = z.infer<typeof user>

/** Somebody as Slack writes them, in users.info and user_change; null for what is nobody. */
export function profileFrom(written: unknown, teamId: string): SlackProfile | null {
  const it = user.safeParse(written).data
  if (!it) return null
  const { profile } = it
  return {
    teamId,
    slackUserId: it.id,
    name: profile?.real_name || it.real_name || it.name || it.id,
    firstName: profile?.first_name || null,
    lastName: profile?.last_name || null,
    email: profile?.email || null,
    isEmailConfirmed: it.is_email_confirmed === true,
    timeZone: zoneOrNull(it.tz),
    standing: standingOf(it, teamId),
  }
}

function standingOf(it: SlackUser, teamId: string): SlackStanding {
  const isAtHome = !it.team_id || it.team_id === teamId || it.enterprise_user?.teams?.includes(teamId)
  if (it.is_stranger || !isAtHome) return 'stranger'
  if (it.deleted) return 'gone'
  if (it.is_bot) return 'bot'
  return it.is_restricted || it.is_ultra_restricted ? 'guest' : 'member'
}

/** Asked afresh each time: whether somebody is a guest is for the workspace to say, and may have changed. */
export async function askForProfile(
  { quick }: Clients,
  { teamId, slackUserId }: SlackPerson,
): Promise<SlackProfile> {
  const { user } = await quick.users.info({ user: slackUserId }).catch(() => {
    throw new Refusal('slack-silent')
  })
  const profile = profileFrom(user, teamId)
  if (!profile) throw new Refusal('slack-silent')
  return profile
}
