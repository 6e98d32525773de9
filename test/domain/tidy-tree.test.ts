import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Box, type Layout, layOut } from '../../src/domain/tidy-tree.ts'
import { BOX, type Line } from '../../src/domain/tree-lines.ts'

interface Tree {
  id: number
  reports: Tree[]
}

const tree = (...reports: Tree[]): Tree => ({ id: 0, reports })
const leaves = (count: number): Tree[] => Array.from({ length: count }, () => tree())

/** Everybody below somebody who came before them; a few at the top. */
function forestOf(managers: (number | null)[]): Tree[] {
  const all = managers.map((_, id): Tree => ({ id, reports: [] }))
  const tops = all.slice(0, 1)
  for (const [at, manager] of managers.entries()) {
    const it = all[at]
    if (at === 0 || !it) continue
    if (manager === null) tops.push(it)
    else all[manager % at]?.reports.push(it)
  }
  return tops
}

const everybody = (tops: Tree[]): Tree[] => {
  const all = [...tops]
  for (const it of all) all.push(...it.reports)
  return all
}

const middle = (it: Box<Tree>) => it.x + BOX.width / 2
const overlap = (a: Box<Tree>, b: Box<Tree>) =>
  a.x < b.x + BOX.width && b.x < a.x + BOX.width && a.y < b.y + BOX.height && b.y < a.y + BOX.height
/** Whether a straight line goes through the inside of a box; touching its edge is what lines are for. */
const crosses = (line: Line, box: Box<Tree>) =>
  line.slice(1).some(([x2, y2], at) => {
    const [x1, y1] = line[at] ?? [0, 0]
    const [left, right, top, bottom] = [
      Math.min(x1, x2),
      Math.max(x1, x2),
      Math.min(y1, y2),
      Math.max(y1, y2),
    ]
    return left < box.x + BOX.width && right > box.x && top < box.y + BOX.height && bottom > box.y
  })

/** Where a line comes to somebody: the middle of the top edge, or of the left one. */
const reaches = (line: Line, box: Box<Tree>) => {
  const [x, y] = line.at(-1) ?? [0, 0]
  return (x === middle(box) && y === box.y) || (x === box.x && y === box.y + BOX.height / 2)
}

function mustBeTidy(tops: Tree[], { boxes, width, height }: Layout<Tree>): void {
  const at = new Map(boxes.map((it) => [it.of, it]))
  expect(boxes).toHaveLength(everybody(tops).length)
  expect(at.size).toBe(boxes.length)
  for (const [index, box] of boxes.entries()) {
    expect(box.x).toBeGreaterThanOrEqual(0)
    expect(box.x + BOX.width).toBeLessThanOrEqual(width + 0.001)
    expect(box.y + BOX.height).toBeLessThanOrEqual(height + 0.001)
    expect(boxes.slice(index + 1).find((it) => overlap(box, it))).toBeUndefined()
    for (const line of box.lines) {
      expect(line[0]?.[1] === box.y + BOX.height || box.lines.length > 1).toBe(true)
      expect(boxes.find((it) => crosses(line, it))).toBeUndefined()
      expect(stepsOf(line).every(([x1, y1, x2, y2]) => x1 === x2 || y1 === y2)).toBe(true)
    }
    const below = box.of.reports.map((it) => at.get(it) as Box<Tree>)
    for (const it of below) {
      expect(it.y).toBeGreaterThan(box.y + BOX.height)
      expect(box.lines.filter((line) => reaches(line, it))).toHaveLength(1)
    }
  }
}

const stepsOf = (line: Line) =>
  line.slice(1).map(([x, y], at) => [...(line[at] ?? [0, 0]), x, y] as [number, number, number, number])

const managers = fc.array(
  fc.oneof({ weight: 12, arbitrary: fc.nat(1000) }, { weight: 1, arbitrary: fc.constant(null) }),
  {
    maxLength: 50,
    size: 'max',
  },
)

test('whatever the tree: everybody once, no box on another, no line through one, a line to each', () =>
  fc.assert(
    fc.property(managers, (all) => {
      const tops = all.length > 0 ? forestOf(all) : []
      mustBeTidy(tops, layOut(tops))
    }),
    { numRuns: 80 },
  ))

describe('somebody with few below', () => {
  test.each([1, 2, 3, 4, 5, 6])('%i at the top stand side by side, the manager in the middle', (count) => {
    const top = tree(...leaves(count))
    const [head, ...row] = layOut([top]).boxes
    expect(new Set(row.map((it) => it.y)).size).toBe(1)
    const ends = [row[0], row.at(-1)].map((it) => (it ? middle(it) : 0))
    expect(head && middle(head)).toBeCloseTo(((ends[0] ?? 0) + (ends[1] ?? 0)) / 2)
  })

  test('further down they stand in a column, the manager at its head', () => {
    const team = tree(...leaves(5))
    const { boxes } = layOut([tree(team, tree(...leaves(4)))])
    const at = new Map(boxes.map((it) => [it.of, it]))
    const column = team.reports.map((it) => at.get(it))
    expect(new Set(column.map((it) => it?.x)).size).toBe(1)
    expect(column[0]?.x).toBeGreaterThan(at.get(team)?.x ?? 0)
  })
})

test.each([50, 500, 5000])('a fan of %i is about as wide as a screen is to its height', (count) => {
  const { width, height } = layOut([tree(...leaves(count))])
  expect(width / height).toBeGreaterThan(1)
  expect(width / height).toBeLessThan(2.6)
})

test('many small trees fill lines one below another, not one line without end', () => {
  const { width, height } = layOut(Array.from({ length: 200 }, () => tree(...leaves(3))))
  expect(width / height).toBeLessThan(3)
})

test.each([2, 8, 70])('five thousand people, %i below each, take no time', (fan) => {
  const tops = forestOf(Array.from({ length: 5000 }, (_, at) => Math.floor((at - 1) / fan)))
  const timeOnce = () => {
    const start = performance.now()
    expect(layOut(tops).boxes).toHaveLength(5000)
    return performance.now() - start
  }
  // What else runs on this machine takes time too: the quickest of some says what it costs.
  let quickest = timeOnce()
  for (let again = 0; again < 12 && quickest >= 100; again++) quickest = Math.min(quickest, timeOnce())
  expect(quickest).toBeLessThan(100)
})
