import type { Response } from 'express'
import { layout, type Page } from './layout.page.ts'

/** Whoever is told to come back is told when, as the page's words do. */
const asksToComeBack = new Set([429, 503])
const IN_A_MINUTE = '60'

/** Not `res.send`: it would add an ETag, a fingerprint of what the page says. */
export function sendPage(res: Response, status: number, page: Page): void {
  const { markup } = layout(page)
  if (asksToComeBack.has(status) && !res.hasHeader('Retry-After')) res.set('Retry-After', IN_A_MINUTE)
  res
    .status(status)
    .type('html')
    .set('Content-Length', String(Buffer.byteLength(markup)))
    .end(markup)
}
