import express, { type RequestHandler, type Router } from 'express'
import { ScimError } from './errors.ts'
import { anybody, onlyProviders } from './http/authenticate.ts'
import { answering, changing, chapter, describing } from './http/chapter.ts'
import { exchanging } from './http/exchange.ts'
import { answerFaults } from './http/faults.ts'
import { KnownProviders } from './http/known-providers.ts'
import { openExchangeLog } from './log/tell.ts'
import { MOUNTED_AT, type ScimNeeds, VERSION } from './needs.ts'
import { bulk } from './routes/bulk.ts'
import { describeService, listSchemas, listTypes, seeSchema, seeType } from './routes/discovery.ts'
import { people } from './routes/people.ts'
import { create, modify, remove, replace, retrieve } from './routes/resources.ts'
import { list, search } from './routes/search.ts'
import { listAll, searchAll } from './routes/search-all.ts'
import { teams } from './routes/teams.ts'
import { giveToken } from './routes/token.ts'

export interface ScimDoor {
  /** Of everything below DOOR. */
  router: Router
  /** What was told of requests and is not written yet. */
  flush(): Promise<void>
}

/** RFC 7644, chapter by chapter. Paths are taken in any case, with or without a slash at the end. */
export function openScim(needs: ScimNeeds): ScimDoor {
  const around = { base: `${needs.publicUrl}${MOUNTED_AT}`, log: needs.log }
  const exchanges = openExchangeLog(needs)
  const wallClock = needs.wallClock ?? (() => performance.now())
  const known = new KnownProviders(wallClock)
  const router = express.Router()
  const providers = [onlyProviders(known)]
  const everybody = [anybody(known)]
  const answer = answering(around)
  const change = changing(around)
  const describe = describing(around)

  router.use(oneSlash)

  // §3.2 to §3.6: resources, and what can be done with each
  for (const [path, kind] of [
    ['/Users', people],
    ['/Groups', teams],
  ] as const) {
    chapter(router, path, providers, { GET: answer(list(kind)), POST: change(create(kind)) })
    chapter(router, `${path}/.search`, providers, { POST: answer(search(kind)) })
    chapter(router, `${path}/:id`, providers, {
      GET: answer(retrieve(kind)),
      PUT: change(replace(kind)),
      PATCH: change(modify(kind)),
      DELETE: change(remove(kind)),
    })
  }

  // §3.4.2.1 and §3.4.3: everything at once
  chapter(router, '/', providers, { GET: answer(listAll) })
  chapter(router, '/.search', providers, { POST: answer(searchAll) })

  // §3.7: many operations in one request
  chapter(router, '/Bulk', providers, { POST: change(bulk) })

  // §3.11: a connection is nobody
  router.all('/Me', providers, () => {
    throw new ScimError(501, 'There is no /Me here: a token belongs to a connection, not to a person.')
  })

  // §4: what this service is
  chapter(router, '/ServiceProviderConfig', everybody, { GET: describe(describeService) })
  chapter(router, '/ResourceTypes', everybody, { GET: describe(listTypes) })
  chapter(router, '/ResourceTypes/:id', everybody, { GET: describe(seeType) })
  chapter(router, '/Schemas', everybody, { GET: describe(listSchemas) })
  chapter(router, '/Schemas/:id', everybody, { GET: describe(seeSchema) })

  // RFC 6749 §4.4: a token for the credentials of a client
  chapter(router, '/oauth/token', [], { POST: giveToken(wallClock) })

  router.use(providers, () => {
    throw new ScimError(404, 'There is nothing at this address.')
  })

  const door = express.Router()
  door.use(exchanging(needs, exchanges.tell))
  door.use(VERSION, router)
  // §3.13: whoever begins somewhere else has mistyped the address, and hears so instead of seeing a page
  door.use(() => {
    throw new ScimError('invalidVers', `SCIM 2.0 is spoken here, at ${around.base}: correct the address.`)
  })
  door.use(answerFaults(needs.log))
  return { router: door, flush: exchanges.flush }
}

/** A base address that was pasted with a slash at its end makes two of them. */
const oneSlash: RequestHandler = (req, _res, next) => {
  req.url = req.url.replace(/^\/{2,}/, '/')
  next()
}
