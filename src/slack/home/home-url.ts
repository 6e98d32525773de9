import { slackUrl } from '../../domain/open-slack.ts'
import type { Told } from '../door/told.ts'

/** Where a click leads to the Home of this app; null where Slack did not say which app this is. */
export const homeUrl = ({ appId, who }: Pick<Told, 'appId' | 'who'>): string | null =>
  appId ? slackUrl(who.teamId, appId) : null
