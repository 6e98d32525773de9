import { ScimError } from '../errors.ts'
import type { Answer } from '../http/answer.ts'
import type { Asked } from '../http/asked.ts'
import { said } from '../log/said.ts'
import { project } from '../query/projection.ts'
import { readSearch, readSearchBody, type Search } from '../query/search.ts'
import { listByIndex } from '../render/list.resource.ts'
import type { Kind } from './kind.ts'
import { people } from './people.ts'
import { teams } from './teams.ts'

/** RFC 7644 §3.4.2.1: everything there is, people first and then teams, as if it were one list. */
export const listAll = (it: Asked): Promise<Answer> => listed(it, it.query)
export const searchAll = (it: Asked): Promise<Answer> => listed(it, readSearchBody(it.body))

async function listed(it: Asked, asked: Record<string, unknown>): Promise<Answer> {
  if (asked.cursor !== undefined)
    throw new ScimError(
      'invalidCursor',
      'Walk by cursor through /Users or /Groups: here it goes by startIndex.',
    )
  const searches = searchesIn(asked)
  const { startIndex, count } = pageOf(searches[0]?.search)
  const resources = []
  let total = 0
  for (const { kind, search } of searches) {
    const page = {
      by: 'index' as const,
      startIndex: Math.max(1, startIndex - total),
      count: count - resources.length,
    }
    const { result } = await kind.list(it, { ...search, page })
    resources.push(...result.found.map((one) => project(kind.type, one.shown(), search.projection)))
    total += result.total ?? 0
  }
  const filter = typeof asked.filter === 'string' ? asked.filter : null
  return {
    status: 200,
    body: listByIndex(resources, total, startIndex),
    said: said({ act: 'searched', kind: 'resource', filter, shown: resources.length, total }, false),
  }
}

/** What only one type knows can be asked of that one alone; what neither knows is refused. */
function searchesIn(asked: Record<string, unknown>): { kind: Kind; search: Search }[] {
  const read = [people, teams].map((kind) => {
    try {
      return { kind, search: readSearch(kind.type, asked) }
    } catch (fault) {
      if (fault instanceof ScimError) return fault
      throw fault
    }
  })
  const searches = read.flatMap((it) => (it instanceof ScimError ? [] : [it]))
  const [fault] = read.flatMap((it) => (it instanceof ScimError ? [it] : []))
  if (searches.length === 0 && fault) throw fault
  return searches
}

const pageOf = (search: Search | undefined): { startIndex: number; count: number } =>
  search?.page.by === 'index' ? search.page : { startIndex: 1, count: 0 }
