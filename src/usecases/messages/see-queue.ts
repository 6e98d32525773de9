import * as queue from '../../db/queue-depth.ts'
import { atOnce, type Outside } from '../context.ts'

/** For whoever watches over Usher; nobody's messages can be told from it. */
export const seeQueue = (ctx: Outside): Promise<queue.QueueDepth> =>
  atOnce(ctx, (tx) => queue.depth(tx, ctx.now()))
