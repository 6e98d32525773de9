export const BOX = { width: 200, height: 58 } as const
/** Side by side; down to those below, or to a single column of them; within a column; between trees; in from its line. */
export const GAP = { across: 24, down: 40, hanging: 20, stacked: 12, trees: 72, indent: 24 } as const
export type Point = readonly [x: number, y: number]
export type Line = readonly Point[]

/** The upper left one of a box. */
interface Corner {
  x: number
  y: number
}

const middle = (it: { x: number }): number => it.x + BOX.width / 2

/** Down, across, and down again to the middle of each. */
export const drop = (from: Corner, heads: Point[]): Line[] =>
  heads.map(([x, y]) => {
    const turn = y - GAP.down / 2
    const to = x + BOX.width / 2
    return [
      [middle(from), from.y + BOX.height],
      [middle(from), turn],
      [to, turn],
      [to, y],
    ]
  })

/** One line down beside the column, and a tooth to each in it. */
export function comb(from: Corner, x: number, heads: Point[], isAlone: boolean): Line[] {
  const under = from.y + BOX.height
  const turn = under + GAP.down / 2
  const end = (heads.at(-1)?.[1] ?? turn) + BOX.height / 2
  const spine: Line = isAlone
    ? [
        [x, under],
        [x, end],
      ]
    : [
        [middle(from), under],
        [middle(from), turn],
        [x, turn],
        [x, end],
      ]
  const teeth = heads.map(
    ([to, y]): Line => [
      [x, y + BOX.height / 2],
      [to, y + BOX.height / 2],
    ],
  )
  return [spine, ...teeth]
}
