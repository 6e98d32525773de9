import { BOX, comb, drop, GAP, type Line, type Point } from './tree-lines.ts'

/** Up to here people stand side by side, as in any chart: a laptop shows that much at once. */
const ROW = 1400
/** The shape to aim at: a screen, or a sheet of paper on its side. */
const SHAPE = 1.6
/** What is usual gives way only to what is so much smaller. */
const WORTHWHILE = 1.4
/** Few enough to read from top to bottom at a glance. */
const COLUMN = 8

export interface Branch<T extends Branch<T>> {
  reports: T[]
}

export interface Box<T> {
  of: T
  x: number
  y: number
  /** From this box to those right below it. */
  lines: Line[]
}

export interface Layout<T> {
  width: number
  height: number
  /** Everybody, each before those below them. */
  boxes: Box<T>[]
}

/** What a person and all below them take up; nobody else stands in there. */
interface Plot<T> {
  of: T
  width: number
  height: number
  /** Of the person's own box, from the left edge of the plot. */
  x: number
  columns: Column<T>[]
}

interface Column<T> {
  plots: Plot<T>[]
  width: number
  height: number
}

/**
 * Everybody's plot is theirs alone, so nothing can lie on anything else. Those below somebody stand side by side
 * where that has room, and else in columns, so that the whole keeps the shape of a screen however wide the fan.
 */
export function layOut<T extends Branch<T>>(tops: T[]): Layout<T> {
  const boxes: Box<T>[] = []
  const plots = tops.map((it) => plotOf(it, true))
  const widest = Math.max(0, ...plots.map((it) => it.width))
  const area = plots.reduce((sum, it) => sum + (it.width + GAP.trees) * (it.height + GAP.trees), 0)
  const room = Math.max(widest, ROW, Math.sqrt(SHAPE * area))
  let [x, y, shelf, width] = [0, 0, 0, 0]
  for (const plot of plots) {
    if (x > 0 && x + plot.width > room) [x, y, shelf] = [0, y + shelf + GAP.trees, 0]
    draw(plot, x, y, boxes)
    width = Math.max(width, x + plot.width)
    shelf = Math.max(shelf, plot.height)
    x += plot.width + GAP.trees
  }
  return { width, height: y + shelf, boxes }
}

function plotOf<T extends Branch<T>>(of: T, isTop = false): Plot<T> {
  const plots = of.reports.map((it) => plotOf(it))
  if (plots.length === 0) return { of, width: BOX.width, height: BOX.height, x: 0, columns: [] }
  const [usual, ...others] = (isTop ? topCounts : columnCounts)(plots).map((it) =>
    arranged(of, columnsOf(plots, it)),
  )
  const smallest = others.reduce((least, it) => (sizeOf(it) < sizeOf(least) ? it : least), usual as Plot<T>)
  return sizeOf(smallest) * WORTHWHILE < sizeOf(usual as Plot<T>) ? smallest : (usual as Plot<T>)
}

/** How large a screen it takes to show all of it. */
const sizeOf = ({ width, height }: Plot<unknown>): number => Math.max(width, height * SHAPE)

/** At the top a row, while it fits: that is what an org chart looks like. */
function topCounts(plots: Plot<unknown>[]): number[] {
  const row = plots.reduce((sum, it) => sum + it.width + GAP.across, -GAP.across)
  return row <= ROW ? [plots.length] : columnCounts(plots)
}

/**
 * How many columns are worth a look, the usual first: one for each, or around as many as would give the shape if
 * all were alike.
 */
function columnCounts(plots: Plot<unknown>[]): number[] {
  const count = plots.length
  if (count === 1) return [1]
  const areLeaves = plots.every((it) => it.columns.length === 0)
  if (areLeaves && count <= COLUMN) return [1]
  const mean = (side: 'width' | 'height') => plots.reduce((sum, it) => sum + it[side], 0) / count
  const likely = Math.round(Math.sqrt((SHAPE * count * mean('height')) / mean('width')))
  const near = [likely - 1, likely, likely + 1].filter((it) => it >= 1 && it < count)
  return areLeaves ? near.reverse() : [count, ...near]
}

/** In their order, from top to bottom and then from left to right, each column about as tall as the others. */
function columnsOf<T>(plots: Plot<T>[], count: number): Column<T>[] {
  if (count === plots.length) return plots.map((it) => columnOf([it], 0))
  const share = plots.reduce((sum, it) => sum + it.height + GAP.stacked, 0) / count
  const columns: Plot<T>[][] = []
  let filled = 0
  for (const plot of plots) {
    const at = Math.min(count - 1, Math.floor((filled + plot.height / 2) / share))
    columns[at] = [...(columns[at] ?? []), plot]
    filled += plot.height + GAP.stacked
  }
  return columns.filter(Boolean).map((it) => columnOf(it.map(inColumn), GAP.indent))
}

/**
 * All of a column begin on one line, whatever is below them; and nobody stands right below another there who is
 * not their colleague.
 */
function inColumn<T>(it: Plot<T>): Plot<T> {
  const [only, ...others] = it.columns
  if (!only || others.length > 0 || !isRow(it.columns)) return { ...it, x: 0 }
  return arranged(it.of, [columnOf(only.plots.map(inColumn), GAP.indent)])
}

const columnOf = <T>(plots: Plot<T>[], indent: number): Column<T> => ({
  plots,
  width: indent + Math.max(...plots.map((it) => it.width)),
  height: plots.reduce((sum, it) => sum + it.height + GAP.stacked, -GAP.stacked),
})

function arranged<T>(of: T, columns: Column<T>[]): Plot<T> {
  const width = columns.reduce((sum, it) => sum + it.width + GAP.across, -GAP.across)
  const height = BOX.height + downTo(columns) + Math.max(...columns.map((it) => it.height))
  return { of, columns, width, height, x: ownPlace(columns, width) }
}

/** In the middle between the first and the last of a row; over all columns; at the head of a single one. */
function ownPlace(columns: Column<unknown>[], width: number): number {
  if (!isRow(columns)) return columns.length === 1 ? 0 : (width - BOX.width) / 2
  const first = columns[0]?.plots[0]?.x ?? 0
  const last = columns.at(-1)
  return (first + width - (last?.width ?? 0) + (last?.plots[0]?.x ?? 0)) / 2
}

const downTo = (columns: Column<unknown>[]): number =>
  columns.length === 1 && !isRow(columns) ? GAP.hanging : GAP.down

/** One each and nothing to indent: side by side. */
const isRow = (columns: Column<unknown>[]): boolean =>
  columns.every((it) => it.plots.length === 1 && it.plots[0]?.width === it.width)

function draw<T>(plot: Plot<T>, left: number, top: number, boxes: Box<T>[]): void {
  const box: Box<T> = { of: plot.of, x: left + plot.x, y: top, lines: [] }
  boxes.push(box)
  const start = top + BOX.height + downTo(plot.columns)
  const inRow = isRow(plot.columns)
  let x = left
  for (const column of plot.columns) {
    const indent = inRow ? 0 : GAP.indent
    let y = start
    const heads: Point[] = []
    for (const it of column.plots) {
      heads.push([x + indent + it.x, y])
      draw(it, x + indent, y, boxes)
      y += it.height + GAP.stacked
    }
    box.lines.push(
      ...(inRow ? drop(box, heads) : comb(box, x + indent / 2, heads, plot.columns.length === 1)),
    )
    x += column.width + GAP.across
  }
}
