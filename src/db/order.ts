import type { Position } from '../domain/page-cursor.ts'
import type { Asked, Walk } from '../domain/question.ts'
import { type Attributes, type Bind, type Column, folded, type Type, wayOf } from './attribute.ts'
import { unanswerable } from './question.ts'

/** By what a list is ordered before the key tells apart those who are alike. */
export interface Order {
  sql: string
  type: Type
  /** Everybody has it, and an index of the rows `p` holds them in its order. */
  isIndexed?: boolean
}

/** A cursor holds what a list is ordered by; beyond so many characters, texts that begin alike are alike. */
const TEXT_LIMIT = 128

/** Null: by the key alone. */
export function orderOf(by: Walk['order'], of: Attributes): Order | null {
  if (!by || isTheKey(by.asked)) return null
  const { asked } = by
  if (!asked.isListed) return ordered(of.column(asked), asked)
  const at = asked.at.length > 1 ? asked.at.slice(0, -1) : asked.at
  const list = of.list({ ...asked, at })
  const { sql, type } = ordered(list.column(asked, asked.at.slice(at.length)), asked)
  return { sql: `(select ${sql} from ${list.from} order by ${list.inOrder} limit 1)`, type }
}

/** Where a resource is begins alike for all of them, and ends with its id. */
const isTheKey = ({ at }: Asked): boolean => ['id', 'meta location'].includes(wayOf(...at))

function ordered(column: Column, asked: Asked): Order {
  switch (column.is) {
    case 'text': {
      if (column.key && !asked.caseExact) return { sql: column.key.sql, type: 'text', isIndexed: true }
      const fold = column.fold ?? folded
      const sql = asked.caseExact ? column.sql : fold(column.sql)
      return { sql: `left(${sql}, ${TEXT_LIMIT}) collate "C"`, type: 'text' }
    }
    case 'id':
      return { sql: `cast(${column.sql} as text) collate "C"`, type: 'text' }
    case 'moment':
      return { sql: column.sql, type: 'timestamptz' }
    case 'number':
      return { sql: column.sql, type: 'numeric' }
    case 'truth':
      return { sql: column.sql, type: 'boolean' }
    default:
      return unanswerable(asked)
  }
}

/** Which way a list is read: whoever lacks what it is ordered by comes last, and first where it is read from its end. */
export const isFalling = (order: Walk['order'], isBackward: boolean): boolean =>
  (order?.isDescending ?? false) !== isBackward

/** Of columns `key` and, where there is an order, `sorted`; or of what stands for them. */
export function inOrder(
  order: Order | null,
  falls: boolean,
  { sorted, key } = { sorted: 'sorted', key: 'key' },
): string {
  const way = falls ? 'desc' : 'asc'
  const byKey = `${key} ${way}`
  return order ? `${sorted} ${way} nulls ${falls ? 'first' : 'last'}, ${byKey}` : byKey
}

/** Whoever comes after somebody, be they still there or not. */
export function beyond({ key, value }: Position, order: Order | null, falls: boolean, bind: Bind): string {
  const by = falls ? '<' : '>'
  const there = bind(key, 'uuid')
  if (!order) return `key ${by} ${there}`
  if (value === null)
    return falls ? `(sorted is not null or key < ${there})` : `(sorted is null and key > ${there})`
  const after = `(sorted, key) ${by} (${bind(value, order.type)}, ${there})`
  return falls || order.isIndexed ? after : `(${after} or sorted is null)`
}
