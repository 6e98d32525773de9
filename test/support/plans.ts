import type { Database } from '../../src/db/database.ts'

/** One statement as it went to Postgres. */
export interface Said {
  sql: string
  bindings: unknown[]
}

/** All that some work says to the database, begin and commit included. */
export async function saidBy(db: Database, work: () => Promise<unknown>): Promise<Said[]> {
  const all: Said[] = []
  const hear = ({ sql, bindings = [] }: { sql: string; bindings?: unknown[] }) => {
    all.push({ sql: sql.replace(/;$/, ''), bindings })
  }
  db.on('query', hear)
  await work().finally(() => db.off('query', hear))
  return all
}

interface Node {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: Node[]
}

export interface Cost {
  /** Big enough that reading it from end to end would be felt, and read so. */
  seqScans: string[]
  /** Rows that some scan looked at, kept or not. */
  rowsRead: number
  buffers: number
  milliseconds: number
  text: string
}

/** What Postgres really did for one statement, run once more to look at it. */
export async function costOf(db: Database, { sql, bindings }: Said): Promise<Cost> {
  const connection = await db.client.acquireConnection()
  try {
    const { rows } = await connection.query(`explain (analyze, buffers, format json) ${sql}`, bindings)
    const [{ Plan: plan, 'Execution Time': milliseconds }] = rows[0]['QUERY PLAN']
    const scans = nodesOf(plan).filter((it) => it['Relation Name'] || it['Node Type'] === 'Bitmap Index Scan')
    return {
      seqScans: scans.filter((it) => it['Node Type'] === 'Seq Scan').map((it) => it['Relation Name'] ?? '?'),
      rowsRead: scans.reduce((sum, it) => sum + readBy(it), 0),
      buffers: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'],
      milliseconds,
      text: JSON.stringify(plan, essential, 1),
    }
  } finally {
    await db.client.releaseConnection(connection)
  }
}

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

const readBy = (it: Node): number =>
  it['Actual Loops'] *
  (it['Actual Rows'] + (it['Rows Removed by Filter'] ?? 0) + (it['Rows Removed by Index Recheck'] ?? 0))

const essential = [
  'Node Type',
  'Relation Name',
  'Index Name',
  'Index Cond',
  'Filter',
  'Actual Rows',
  'Actual Loops',
  'Rows Removed by Filter',
  'Plans',
]
