import { webApi } from '@slack/bolt'
import type { Clients } from './clients.ts'

/** A colleague's address as Slack has it. Bots and people of other workspaces have none that we would write to. */
export async function emailKnownTo({ quick }: Clients, slackUserId: string): Promise<string | null> {
  try {
    const { user } = await quick.users.info({ user: slackUserId })
    if (!user || user.is_bot || user.deleted || user.is_stranger) return null
    return user.profile?.email ?? null
  } catch (fault) {
    if (fault instanceof webApi.WebAPIPlatformError) return null
    throw fault
  }
}
