import type { ErrorRequestHandler, RequestHandler } from 'express'
import { inWords, Refusal } from '../domain/refusal.ts'
import type { Log } from '../log.ts'
import { sendPage } from './frame/send-page.ts'
import { type Trouble, troublePage } from './frame/trouble.page.ts'
import { loggedPath } from './guard/logged-path.ts'
import { setHeaders } from './guard/set-headers.ts'
import { refusalWords } from './refusal-words.ts'
import { sayWhenToRetry } from './refused.ts'
import { requestIdOf } from './request-id.ts'

/** Behind all doors: none of them knows this path. */
export const notFoundPage: RequestHandler = (req, res) =>
  setHeaders(req, res, () =>
    sendPage(
      res,
      404,
      troublePage({
        heading: 'Page not found',
        text: 'There is nothing at this address. If you followed a link in a letter, please check that it was copied whole.',
      }),
    ),
  )

/** One listener speaks for all. People get plain words and an id; what really happened is in the log under it. */
export const errorPage =
  (log: Log): ErrorRequestHandler =>
  (fault, req, res, next) => {
    if (res.headersSent) return next(fault)
    const requestId = requestIdOf(res)
    const said = fault instanceof Refusal ? inWords(refusalWords, fault) : wordsForRequest(fault)
    if (!said) {
      const path = loggedPath(req)
      log.error({ err: fault, requestId, method: req.method, path }, `${req.method} ${path} failed`)
    }
    const { status, heading, text } = said ?? broken
    const trouble: Trouble = { heading, text, ...(said ? {} : { requestId }) }
    sayWhenToRetry(res, fault)
    setHeaders(req, res, () => sendPage(res, status, troublePage(trouble)))
  }

type Words = { status: number } & Pick<Trouble, 'heading' | 'text'>

const broken: Words = {
  status: 500,
  heading: 'Something went wrong on our side',
  text: 'Please try again in a moment. If it keeps happening, tell your admin this number:',
}

/** A request that could not even be read: too large, cut off, misspelt. */
function wordsForRequest(fault: unknown): Words | null {
  const { status } = (fault ?? {}) as { status?: unknown }
  if (typeof status !== 'number' || status < 400 || status >= 500) return null
  if (status === 413)
    return { status, heading: 'That was too much', text: 'What you sent is larger than this form can hold.' }
  return { status, heading: 'We could not read that', text: 'Please go back, reload the page and try again.' }
}
