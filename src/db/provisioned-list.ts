import type { Position } from '../domain/page-cursor.ts'
import type { Walk } from '../domain/question.ts'
import { Refusal } from '../domain/refusal.ts'
import { ask } from './ask.ts'
import { askWithOthers, withMoments } from './ask-with-others.ts'
import type { Owner } from './attribute.ts'
import type { Tx } from './database.ts'
import { isId } from './id.ts'
import {
  type Asked,
  countOf,
  type Kind,
  type PageStatement,
  type Place,
  pageOf,
  type Stretch,
} from './list-page.ts'
import { groups } from './listed-groups.ts'
import { users } from './listed-users.ts'

export interface Found<T> {
  rows: { facts: T; position: Position }[]
  /** How many there are in all, where that came along. */
  total: number | null
}

/** Those of a connection, of one kind. */
export interface List<T, W> {
  name: string
  see(tx: Tx, of: Owner, id: string, wants: W): Promise<T>
  find(tx: Tx, of: Owner, asked: Asked, stretch: Stretch, wants: W): Promise<Found<T>>
  count(tx: Tx, of: Owner, question: Walk['question']): Promise<number>
}

const byId = (id: string): Asked => ({
  question: {
    is: 'compare',
    asked: { at: ['id'], type: 'string', caseExact: true, isListed: false },
    by: 'eq',
    value: id,
  },
  order: null,
})
const ONE: Stretch = { from: null, isBackward: false, skipped: 0, limit: 1 }

function listOf<T, W, Row>(kind: Kind<T, W, Row>, what: 'user' | 'group'): List<T, W> {
  async function look(tx: Tx, page: PageStatement, wants: W): Promise<Found<T>> {
    const isShared = page.isOfFew && page.isUsual && kind.isLight(wants)
    const rows = await (isShared ? askWithOthers<Row & Place>(tx, page) : ask<Row & Place>(tx, page))
    return {
      rows: rows.map((it) => ({
        facts: kind.factsOf(withMoments(it, kind.moments)),
        position: { key: it.key, value: it.sorted },
      })),
      total: rows[0]?.total ?? null,
    }
  }
  return {
    name: kind.name,
    find: (tx, of, asked, stretch, wants) => look(tx, pageOf(kind, of, asked, stretch, wants), wants),
    async see(tx, of, id, wants) {
      const page = { ...pageOf(kind, of, byId(id), ONE, wants), isOurs: true }
      const [found] = isId(id) ? (await look(tx, page, wants)).rows : []
      if (!found) throw new Refusal('not-found', { what })
      return found.facts
    },
    async count(tx, of, question) {
      const [counted] = await ask<{ total: number }>(tx, countOf(kind, of, question))
      return counted?.total ?? 0
    },
  }
}

export const provisionedUsers = listOf(users, 'user')
export const provisionedGroups = listOf(groups, 'group')
