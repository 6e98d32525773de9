import type { RequestHandler, Response, Router } from 'express'
import { ScimError } from '../errors.ts'
import type { Description } from '../routes/discovery.ts'
import type { Route } from '../routes/resources.ts'
import { send } from './answer.ts'
import { type Around, askedBy } from './asked.ts'
import { dialectOf } from './dialect.ts'
import { exchangeOf } from './exchange.ts'
import { once } from './once.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
const methods: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** One address and what can be done there. Everything else is 405, and says what could be. */
export function chapter(
  router: Router,
  path: string,
  steps: RequestHandler[],
  verbs: Partial<Record<Method, RequestHandler>>,
): void {
  const route = router.route(path)
  if (steps.length > 0) route.all(steps)
  const known = methods.filter((it) => verbs[it])
  const allowed = known.flatMap((it) => (it === 'GET' ? ['GET', 'HEAD'] : [it])).join(', ')
  for (const it of known) route[nameOf(it)](verbs[it] as RequestHandler)
  route.options((req, res) =>
    send(req, res, {
      status: 204,
      body: null,
      headers: { Allow: allowed },
      said: 'Said what can be done here.',
    }),
  )
  route.all((_req, res) => {
    res.setHeader('Allow', allowed)
    throw new ScimError(405, `Here one can ${allowed}.`)
  })
}

const nameOf = (it: Method) => it.toLowerCase() as Lowercase<Method>

/** For whom a token has been recognized. */
export const answering =
  (around: Around) =>
  (route: Route): RequestHandler =>
  async (req, res) =>
    send(req, res, await route(await askedBy(req, res, around)))

/** The same where something is changed: an Idempotency-Key is heeded. */
export const changing =
  (around: Around) =>
  (route: Route): RequestHandler =>
  async (req, res) => {
    const asked = await askedBy(req, res, around)
    send(req, res, await once(req, exchangeOf(res), asked, () => route(asked)))
  }

/** For anybody; a connection sees it in the way its provider can bear. */
export const describing =
  ({ base }: Around) =>
  (description: Description): RequestHandler =>
  (req, res) =>
    send(
      req,
      res,
      description({ base, view: viewFor(res), id: String(req.params.id ?? ''), query: req.query }),
    )

/** Microsoft's validator takes what we truthfully say of these two for faults. */
const ENTRA = { without: ['password', 'emails.display'] }

function viewFor(res: Response) {
  const { provider } = exchangeOf(res)
  return provider && dialectOf(provider.connection).flags.entraSchemasView ? ENTRA : {}
}
