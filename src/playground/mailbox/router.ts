import { Router } from 'express'
import type { Html } from '../../domain/html.ts'
import { onlyHere } from '../only-here.ts'
import type { LetterPart, Letters } from './letters.ts'
import { letterFrame, mailboxPage, noSuchLetterPage } from './mailbox.page.ts'
import { style } from './style.ts'

const parts: readonly string[] = ['html', 'text', 'source'] satisfies LetterPart[]

/** Our own pages run nothing and load nothing from elsewhere. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
/** A letter brings its styles with it and may do nothing else; its one link opens in a tab of its own. */
const LETTER_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'self'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"

/** The mailbox of everybody, for newcomers and tests; src/main.ts mounts it outside production only. */
export function mailboxRouter(letters: Letters, now: () => Date): Router {
  const router = Router()
  router.use(onlyHere)
  router.use(['/mailbox', '/style.css'], (_request, response, next) => {
    response.set({
      'Content-Security-Policy': PAGE_POLICY,
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'X-Robots-Tag': 'noindex',
    })
    next()
  })
  router.get('/style.css', (_request, response) => {
    response.type('css').send(style)
  })
  router.get('/mailbox', async (_request, response) => {
    const all = await letters.list()
    send(
      response,
      mailboxPage({
        all,
        open: all[0] ? await letters.read(all[0].id) : null,
        part: 'html',
        now: now(),
      }),
    )
  })
  router.get('/mailbox/:id/frame', async (request, response) => {
    const letter = await letters.read(request.params.id)
    response.set('Content-Security-Policy', LETTER_POLICY)
    response
      .status(letter ? 200 : 404)
      .type('html')
      .send(letter ? letterFrame(letter.html) : '')
  })
  router.get(['/mailbox/:id', '/mailbox/:id/:part'], async (request, response, next) => {
    const { id = '', part = 'html' } = request.params as { id?: string; part?: string }
    if (!parts.includes(part)) return next()
    const [all, open] = [await letters.list(), await letters.read(id)]
    if (!open) return send(response.status(404), noSuchLetterPage())
    send(response, mailboxPage({ all, open, part: part as LetterPart, now: now() }))
  })
  return router
}

const send = (response: { type(it: string): { send(body: string): void } }, page: Html): void =>
  response.type('html').send(page.markup)
