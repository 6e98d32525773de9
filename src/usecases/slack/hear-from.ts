import * as deeds from '../../db/slack-deeds.ts'
import { after, HOUR } from '../../domain/time.ts'
import { atomically, type Outside } from '../context.ts'

/** Slack repeats for some minutes; what it signed is refused by age long before this. */
const REMEMBERED_SECONDS = HOUR

/** False when this deed was heard before: then somebody is doing it, or it is done. */
export const hearOnce = (ctx: Outside, key: string): Promise<boolean> =>
  atomically(ctx, (tx) => deeds.hearOnce(tx, key, ctx.now()))

export const unhear = (ctx: Outside, key: string): Promise<void> =>
  atomically(ctx, (tx) => deeds.unhear(tx, key))

export const forgetDeeds = (ctx: Outside): Promise<void> =>
  atomically(ctx, (tx) => deeds.forget(tx, after(ctx.now(), -REMEMBERED_SECONDS)))
