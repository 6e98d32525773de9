import type { IncomingMessage, ServerResponse } from 'node:http'
import { ScimError } from './errors.ts'
import { addressIn } from './http/address.ts'
import { answering, changing, describing } from './http/answering.ts'
import { anybody, onlyProviders } from './http/authenticate.ts'
import { Chapters, methods, type Verb } from './http/chapter.ts'
import { KnownProviders } from './http/known-providers.ts'
import { receive } from './http/receive.ts'
import { openExchangeLog } from './log/tell.ts'
import { MOUNTED_AT, type ScimNeeds } from './needs.ts'
import { bulk } from './routes/bulk.ts'
import { describeService, listSchemas, listTypes, seeSchema, seeType } from './routes/discovery.ts'
import { people } from './routes/people.ts'
import { create, modify, remove, replace, retrieve } from './routes/resources.ts'
import { list, search } from './routes/search.ts'
import { listAll, searchAll } from './routes/search-all.ts'
import { teams } from './routes/teams.ts'
import { giveToken } from './routes/token.ts'

export interface ScimDoor {
  /** False: the request is for another door, and was not touched. */
  answer(req: IncomingMessage, res: ServerResponse): boolean
  /** What was told of requests and is not written yet. */
  flush(): Promise<void>
}

export function openScim(needs: ScimNeeds): ScimDoor {
  const exchanges = openExchangeLog(needs)
  const wallClock = needs.wallClock ?? (() => performance.now())
  const known = new KnownProviders(wallClock)
  const chapters = chaptersOf(needs, known, wallClock)
  const inside = { needs, exchanges, chapters, enter: onlyProviders(known) }
  return {
    answer(req, res) {
      const address = addressIn(req.url ?? '')
      if (address) receive(req, res, address, inside)
      return address !== null
    },
    flush: exchanges.flush,
  }
}

/** RFC 7644, chapter by chapter. Paths are taken in any case, with or without a slash at the end. */
function chaptersOf(needs: ScimNeeds, known: KnownProviders, wallClock: () => number): Chapters {
  const around = { base: `${needs.publicUrl}${MOUNTED_AT}`, log: needs.log }
  const providers = { enter: onlyProviders(known) }
  const everybody = { enter: anybody(known) }
  const answer = answering(around)
  const change = changing(around)
  const describe = describing(around)
  const all = new Chapters()

  // §3.2 to §3.6: resources, and what can be done with each
  for (const [path, kind] of [
    ['/Users', people],
    ['/Groups', teams],
  ] as const) {
    all.add(path, { ...providers, verbs: { GET: answer(list(kind)), POST: change(create(kind)) } })
    all.add(`${path}/.search`, { ...providers, verbs: { POST: answer(search(kind)) } })
    all.add(`${path}/:id`, {
      ...providers,
      verbs: {
        GET: answer(retrieve(kind)),
        PUT: change(replace(kind)),
        PATCH: change(modify(kind)),
        DELETE: change(remove(kind)),
      },
    })
  }

  // §3.4.2.1 and §3.4.3: everything at once
  all.add('/', { ...providers, verbs: { GET: answer(listAll) } })
  all.add('/.search', { ...providers, verbs: { POST: answer(searchAll) } })

  // §3.7: many operations in one request
  all.add('/Bulk', { ...providers, verbs: { POST: change(bulk) } })

  // §3.11: a connection is nobody
  all.add('/Me', { ...providers, verbs: everyMethod(noMe) })

  // §4: what this service is
  all.add('/ServiceProviderConfig', { ...everybody, verbs: { GET: describe(describeService) } })
  all.add('/ResourceTypes', { ...everybody, verbs: { GET: describe(listTypes) } })
  all.add('/ResourceTypes/:id', { ...everybody, verbs: { GET: describe(seeType) } })
  all.add('/Schemas', { ...everybody, verbs: { GET: describe(listSchemas) } })
  all.add('/Schemas/:id', { ...everybody, verbs: { GET: describe(seeSchema) } })

  // RFC 6749 §4.4: a token for the credentials of a client
  all.add('/oauth/token', { enter: () => {}, verbs: { POST: giveToken(wallClock) } })
  return all
}

const noMe: Verb = () => {
  throw new ScimError(501, 'There is no /Me here: a token belongs to a connection, not to a person.')
}

const everyMethod = (verb: Verb) => Object.fromEntries(methods.map((it) => [it, verb]))
