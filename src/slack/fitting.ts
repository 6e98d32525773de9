import type { Block } from './blocks.ts'

/** All blocks of a message together, as Slack counts them, with room for what stands around the rows. */
const ROWS = 11_500

/** As many rows as fit into one message, each whole; the rest are counted. */
export function fitting(rows: Block[][]): { blocks: Block[]; left: number } {
  let room = ROWS
  const fit = rows.findIndex((it) => {
    room -= JSON.stringify(it).length
    return room < 0
  })
  const taken = fit < 0 ? rows : rows.slice(0, fit)
  return { blocks: taken.flat(), left: rows.length - taken.length }
}
