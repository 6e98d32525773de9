import type { Response } from 'express'
import { inWords, type Refusal } from '../domain/refusal.ts'
import { sendPage } from './frame/send-page.ts'
import { troublePage } from './frame/trouble.page.ts'
import { refusalWords } from './refusal-words.ts'

/** A link that is no invitation, and that nobody knows; whatever else was refused is for the error page. */
export function sendUnknownLink(res: Response, refusal: Refusal): void {
  if (refusal.code !== 'link-unknown') throw refusal
  const { status, text } = inWords(refusalWords, refusal)
  sendPage(res, status, troublePage({ heading: 'Link not known', text }))
}
