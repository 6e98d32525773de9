import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Router } from 'express'
import type { Stage } from '../cast-for.ts'
import type { Letters } from '../mailbox/letters.ts'
import { playgroundPage } from './playground.page.ts'
import { style } from './style.ts'

/** Nothing from elsewhere, nothing inside the page: one sheet and our own modules. Pictures may be the house's. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"

interface PageNeeds {
  /** Null where letters really leave. */
  letters: Letters | null
  stage: Pick<Stage, 'kind' | 'teamName'>
  /** Where tsc has put the page's modules: beside this file, once it is built. */
  modules?: string
}

/** A seesaw: nothing of Slack's. */
const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0f766e"/><path d="M5 20 27 10M16 15l-5 11h10Z" fill="none" stroke="#fff" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"/></svg>'

const ASSET = /^[a-z0-9-]+\.js$/

export function pageRouter({
  letters,
  stage,
  modules = join(import.meta.dirname, 'browser'),
}: PageNeeds): Router {
  const router = Router()
  const version = versionOf(modules)
  router.get('/', (request, response) => {
    // The modules are named from here, and a page without its last slash would look for them a floor higher.
    if (!request.originalUrl.split('?')[0]?.endsWith('/'))
      return response.redirect(308, `${request.baseUrl}/`)
    response.set({
      'Content-Security-Policy': POLICY,
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'X-Robots-Tag': 'noindex',
    })
    response.type('html').send(playgroundPage({ stage, hasMailbox: letters !== null, version }).markup)
  })
  router.get('/page.css', (_request, response) => {
    response.set('Cache-Control', 'no-cache').type('css').send(style)
  })
  router.get('/icon.svg', (_request, response) => {
    response.set('Cache-Control', 'no-cache').type('svg').send(icon)
  })
  router.get('/page/:name', (request, response, next) => {
    const { name } = request.params
    if (!ASSET.test(name) || !existsSync(join(modules, name))) return next()
    response.set({ 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' })
    response.type('text/javascript').send(readFileSync(join(modules, name)))
  })
  router.get('/letters', async (_request, response) => {
    response.set('Cache-Control', 'no-store').json((await letters?.list()) ?? [])
  })
  return router
}

/** What the page is made of, in one word: another release is noticed by a page that stayed open. */
function versionOf(modules: string): string {
  const hash = createHash('sha256').update(style)
  if (existsSync(modules))
    for (const name of readdirSync(modules)
      .filter((it) => ASSET.test(it))
      .sort())
      hash.update(readFileSync(join(modules, name)))
  return hash.digest('hex').slice(0, 12)
}
