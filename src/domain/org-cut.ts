import type { OrgNode } from './org-chart.ts'

/** A person in the part of the chart that is drawn. Who has people below but no reports here is folded up. */
export interface DrawnNode {
  node: OrgNode
  reports: DrawnNode[]
}

/** Browsers flatten what is nested deeper than some hundreds; nobody can look at that much either. */
export const MOST_LEVELS = 40

export const isFolded = ({ node, reports }: DrawnNode): boolean => node.below > 0 && reports.length === 0

/** These people and so many levels of those below them; the way down to one of them is drawn whole. */
export function cut(tops: OrgNode[], levels: number, wayTo: OrgNode | null = null): DrawnNode[] {
  const open = new Set<OrgNode>()
  for (let it = wayTo; it; it = it.manager) open.add(it)
  const drawn = (node: OrgNode, level: number): DrawnNode => {
    const isOpen = level < MOST_LEVELS && (level < levels || open.has(node))
    return { node, reports: isOpen ? node.reports.map((it) => drawn(it, level + 1)) : [] }
  }
  return tops.map((it) => drawn(it, 1))
}

/** As many whole levels as stay within what a picture can take in; two at the least, or there would be none. */
export function levelsWithin(tops: OrgNode[], people: number): number {
  let level = tops
  let levels = 0
  for (let count = 0; level.length > 0 && levels < MOST_LEVELS; levels++) {
    count += level.length
    if (count > people && levels >= 2) break
    level = level.flatMap((it) => it.reports)
  }
  return levels
}
