import type { Position } from '../domain/page-cursor.ts'
import type { Walk } from '../domain/question.ts'
import { ask } from './ask.ts'
import type { Owner } from './attribute.ts'
import type { Tx } from './database.ts'
import { type Asked, countOf, type Kind, type Place, pageOf, type Stretch } from './list-page.ts'
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
  find(tx: Tx, of: Owner, asked: Asked, stretch: Stretch, wants: W): Promise<Found<T>>
  count(tx: Tx, of: Owner, question: Walk['question']): Promise<number>
}

const listOf = <T, W, Row>(kind: Kind<T, W, Row>): List<T, W> => ({
  name: kind.name,

  async find(tx, of, asked, stretch, wants) {
    const rows = await ask<Row & Place>(tx, pageOf(kind, of, asked, stretch, wants))
    return {
      rows: rows.map((it) => ({ facts: kind.factsOf(it), position: { key: it.key, value: it.sorted } })),
      total: rows[0]?.total ?? null,
    }
  },

  async count(tx, of, question) {
    const [counted] = await ask<{ total: number }>(tx, countOf(kind, of, question))
    return counted?.total ?? 0
  },
})

export const provisionedUsers = listOf(users)
export const provisionedGroups = listOf(groups)
