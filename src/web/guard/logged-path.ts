import type { Request } from 'express'
import { withoutTokens } from '../../domain/link.ts'

const LONGEST = 200

/** Where a request went, as a log may know it. */
export const loggedPath = (req: Request): string =>
  withoutTokens(req.originalUrl.split(/[?#]/)[0] ?? '').slice(0, LONGEST)
