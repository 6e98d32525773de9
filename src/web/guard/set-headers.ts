import type { RequestHandler } from 'express'
import helmet from 'helmet'
import { withoutTokens } from '../../domain/link.ts'

const none = ["'none'"]
const self = ["'self'"]
const YEAR_SECONDS = 31_536_000

const common = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: none,
      styleSrc: self,
      scriptSrc: self,
      imgSrc: self,
      formAction: self,
      frameAncestors: none,
      baseUri: none,
      objectSrc: none,
    },
  },
  // Sub-domains of an organization are not ours to promise https for.
  strictTransportSecurity: { maxAge: YEAR_SECONDS, includeSubDomains: false },
  crossOriginOpenerPolicy: { policy: 'same-origin' },
  xFrameOptions: { action: 'deny' },
  referrerPolicy: false,
})

/** For every answer of this door, redirects and errors included. An address with a token in it is a secret. */
export const setHeaders: RequestHandler = (req, res, next) => {
  const isSecret = withoutTokens(req.originalUrl) !== req.originalUrl
  res.set('Cache-Control', 'no-store')
  res.set('Referrer-Policy', isSecret ? 'no-referrer' : 'same-origin')
  if (isSecret) res.set('X-Robots-Tag', 'noindex, nofollow')
  common(req, res, next)
}
