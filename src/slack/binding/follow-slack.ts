import { z } from 'zod'
import { after } from '../../domain/time.ts'
import { noteSlackChange } from '../../usecases/slack/unbind-person.ts'
import type { OpenReaction } from '../door/answer.ts'
import { profileFrom } from '../door/profile.ts'

const event = z.object({
  event_time: z.number().optional(),
  event: z
    .object({
      user: z.unknown(),
      tokens: z.object({ bot: z.array(z.string()).optional() }).optional(),
    })
    .loose(),
})

/** Their clocks are kept; whoever is a member of the workspace no more is nobody here any more. */
export const followPerson: OpenReaction = {
  reactToAnybody: async ({ body, who, outside }) => {
    const profile = profileFrom(event.safeParse(body).data?.event.user, who.teamId)
    if (!profile || profile.standing === 'stranger') return {}
    const isMember = profile.standing === 'member'
    await noteSlackChange(outside, who, { isMember, timeZone: profile.timeZone })
    return {}
  },
}

/** Thrown out of a workspace: the tokens are forgotten. Who is who there is kept for when it comes back. */
export const leaveWorkspace: OpenReaction = {
  reactToAnybody: async ({ body, name, outside, leave }) => {
    const told = event.safeParse(body).data
    const isOurs = name === 'app_uninstalled' || (told?.event.tokens?.bot?.length ?? 0) > 0
    if (!isOurs) return {}
    // Slack counts in whole seconds: what was installed within this one was there before.
    await leave(told?.event_time ? after(new Date(told.event_time * 1000), 1) : outside.now())
    return {}
  },
}

/** The tab of messages opens too; only a Home is drawn. */
export const isHomeTab = (body: Record<string, unknown>): boolean =>
  (body.event as { tab?: string } | undefined)?.tab !== 'messages'
