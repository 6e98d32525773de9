import * as organizations from '../../db/organizations.ts'
import { authorize } from '../../domain/policy.ts'
import { type Settings, settingsOf } from '../../domain/settings.ts'
import { atomically, type Context, within } from '../context.ts'

/** The settings as a form shows them; the version goes back with the change. */
export type SeenSettings = Settings & { version: number }

export function seeSettings(ctx: Context): Promise<SeenSettings> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'settings.see')
    const organization = await organizations.find(tx, within(ctx))
    return { ...settingsOf(organization), version: organization.version }
  })
}
