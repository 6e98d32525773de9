import { parse } from 'node:querystring'
import type { Description } from '../routes/discovery.ts'
import type { Route } from '../routes/resources.ts'
import { send } from './answer.ts'
import { type Around, askedBy } from './asked.ts'
import type { Verb } from './chapter.ts'
import { dialectOf } from './dialect.ts'
import { once } from './once.ts'
import { idIn, type Visit } from './visit.ts'

/** For whom a token has been recognized. */
export const answering =
  (around: Around) =>
  (route: Route): Verb =>
  async (visit) =>
    send(visit, await route(await askedBy(visit, around)))

/** The same where something is changed: an Idempotency-Key is heeded. */
export const changing =
  (around: Around) =>
  (route: Route): Verb =>
  async (visit) => {
    const asked = await askedBy(visit, around)
    send(visit, await once(visit, asked, () => route(asked)))
  }

/** For anybody; a connection sees it in the way its provider can bear. */
export const describing =
  ({ base }: Around) =>
  (description: Description): Verb =>
  (visit) =>
    send(visit, description({ base, view: viewFor(visit), id: idIn(visit), query: parse(visit.query) }))

/** Microsoft's validator takes what we truthfully say of these two for faults. */
const ENTRA = { without: ['password', 'emails.display'] }

function viewFor({ exchange: { provider } }: Visit) {
  return provider && dialectOf(provider.connection).flags.entraSchemasView ? ENTRA : {}
}
