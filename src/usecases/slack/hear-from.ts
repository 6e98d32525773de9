import * as deeds from '../../db/slack-deeds.ts'
import { after, HOUR } from '../../domain/time.ts'
import { atOnce, atomically, type Outside } from '../context.ts'
import { type SlackPerson, type Speaker, speaking, type Unknown } from './who-speaks.ts'

/** Slack repeats for some minutes; what it signed is refused by age long before this. */
const REMEMBERED_SECONDS = HOUR

/**
 * Who has done it, and whether this is the first that is heard of it; else somebody is doing it, or it is done.
 * Noted before it is done: what dies between the two is done not at all rather than twice.
 */
export const hearFrom = (
  ctx: Outside,
  key: string | null,
  who: SlackPerson,
  isAwaited = false,
): Promise<{ isFirst: boolean; speaker: Speaker | Unknown }> =>
  atomically(ctx, async (tx) => {
    const speaker = await speaking(tx, who, ctx.now())
    const waits = isAwaited && 'actor' in speaker ? speaker.actor : null
    return { isFirst: key === null || (await deeds.hearOnce(tx, key, ctx.now(), waits)), speaker }
  })

/** It was done, or they were told that it was not. */
export const endDeed = (ctx: Outside, key: string): Promise<void> =>
  atOnce(ctx, (tx) => deeds.end(tx, key, ctx.now()))

/** For what nobody in Slack does: an installation that comes back. */
export const isFirstTime = (ctx: Outside, key: string): Promise<boolean> =>
  atomically(ctx, (tx) => deeds.hearOnce(tx, key, ctx.now()))

export const unhear = (ctx: Outside, key: string): Promise<void> =>
  atomically(ctx, (tx) => deeds.unhear(tx, key))

export const forgetDeeds = (ctx: Outside): Promise<void> =>
  atomically(ctx, (tx) => deeds.forget(tx, after(ctx.now(), -REMEMBERED_SECONDS)))
