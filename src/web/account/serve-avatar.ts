import type { RequestHandler } from 'express'
import { ipFrom } from '../../caller.ts'
import { seeAvatar } from '../../usecases/users/own-avatar.ts'
import type { WebNeeds } from '../needs.ts'
import { requestIdOf } from '../request-id.ts'

/** Long enough to spare a list of people its pictures, short enough that one taken away is soon gone. */
const KEPT_SECONDS = 300

/**
 * For anybody who holds the address, without cookie or session: Slack fetches pictures as nobody. The name
 * changes with what it shows, so it is the tag too.
 */
export const serveAvatar =
  ({ begin }: WebNeeds): RequestHandler<{ name: string }> =>
  async (req, res, next) => {
    const { name } = req.params
    const ctx = begin({ requestId: requestIdOf(res), surface: 'web', ip: ipFrom(req.ip) })
    const picture = await seeAvatar(ctx, name)
    if (!picture) return next('router')
    res.set('Cache-Control', `public, max-age=${KEPT_SECONDS}`).set('ETag', `"${name}"`)
    res.set('Cross-Origin-Resource-Policy', 'cross-origin')
    if (req.get('if-none-match')?.includes(name)) return void res.status(304).end()
    res.set('Content-Type', picture.type).set('Content-Length', String(picture.bytes.length))
    res.end(picture.bytes)
  }
