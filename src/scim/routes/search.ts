import type { JsonObject } from '../../domain/json.ts'
import type { Walked } from '../../domain/question.ts'
import type { Answer } from '../http/answer.ts'
import type { Asked } from '../http/asked.ts'
import { said } from '../log/said.ts'
import { project } from '../query/projection.ts'
import { readSearch, readSearchBody, type Search } from '../query/search.ts'
import { listByCursor, listByIndex } from '../render/list.resource.ts'
import type { Kind, Standing } from './kind.ts'
import type { Route } from './resources.ts'

/** RFC 7644 §3.4.2: a list, of those whom the query chooses. */
export const list =
  (kind: Kind): Route =>
  (it) =>
    listed(kind, it, it.query)

/** RFC 7644 §3.4.3: the same, asked for in a body. */
export const search =
  (kind: Kind): Route =>
  (it) =>
    listed(kind, it, readSearchBody(it.body))

async function listed(kind: Kind, it: Asked, asked: Record<string, unknown>): Promise<Answer> {
  const wanted = readSearch(kind.type, asked)
  const { result } = await kind.list(it, wanted)
  const filter = typeof asked.filter === 'string' ? asked.filter : null
  const { found, total } = result
  return {
    status: 200,
    body: listBody(kind, wanted, result),
    said: said({ act: 'searched', kind: kind.word, filter, shown: found.length, total }, false),
  }
}

function listBody(kind: Kind, { page, projection }: Search, walked: Walked<Standing>): JsonObject {
  const resources = walked.found.map((it) => project(kind.type, it.shown(), projection))
  const { total, next, previous } = walked
  return page.by === 'index'
    ? listByIndex(resources, total ?? resources.length, page.startIndex)
    : listByCursor(resources, { totalResults: total, next, previous })
}
