import * as bindings from '../../db/slack-bindings.ts'
import { atomically, type Context } from '../context.ts'
import type { SlackPerson } from './who-speaks.ts'

/** What somebody's Home shows, so that it is drawn anew as they left it, by whichever instance. */
export const keepHome = (ctx: Context, who: SlackPerson, place: unknown): Promise<void> =>
  atomically(ctx, (tx) => bindings.keepHome(tx, who, place))
