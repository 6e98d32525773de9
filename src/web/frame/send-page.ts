import type { Response } from 'express'
import { layout, type Page } from './layout.page.ts'

/** Not `res.send`: it would add an ETag, a fingerprint of what the page says. */
export function sendPage(res: Response, status: number, page: Page): void {
  const { markup } = layout(page)
  res
    .status(status)
    .type('html')
    .set('Content-Length', String(Buffer.byteLength(markup)))
    .end(markup)
}
