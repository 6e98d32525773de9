import type { Request } from 'express'
import { MOST_LEVELS } from '../../domain/org-cut.ts'

export const zooms = [25, 50, 75, 100, 150, 200] as const

/** What of the chart is looked at, and how; all of it stands in the address, so that it can be kept and sent. */
export interface OrgView {
  view: 'chart' | 'list'
  fromId: string | null
  focusId: string | null
  find: string
  /** Null: as many as can be taken in. */
  levels: number | null
  /** Per cent; null: as it fits best, for those with the script, or 100. */
  zoom: number | 'fit' | null
}

export const plainView: OrgView = {
  view: 'chart',
  fromId: null,
  focusId: null,
  find: '',
  levels: null,
  zoom: null,
}

const FIND_LIMIT = 100

/** What is no answer to its question was not asked. */
export function readOrgView(query: Request['query']): OrgView {
  const said = (name: string): string => (typeof query[name] === 'string' ? query[name] : '')
  const zoom = zooms.find((it) => String(it) === said('zoom'))
  return {
    view: said('view') === 'list' ? 'list' : 'chart',
    fromId: said('from') || null,
    focusId: said('focus') || null,
    find: said('find').trim().slice(0, FIND_LIMIT),
    levels: levelsSaid(said('levels')),
    zoom: said('zoom') === 'fit' ? 'fit' : (zoom ?? null),
  }
}

const levelsSaid = (text: string): number | null =>
  /^[1-9]\d?$/.test(text) ? Math.min(Number(text), MOST_LEVELS) : null

export function hrefOf({ view, fromId, focusId, find, levels, zoom }: OrgView): string {
  const said = {
    view: view === 'list' && view,
    from: fromId,
    focus: focusId,
    find,
    levels: levels && String(levels),
    zoom: zoom && String(zoom),
  }
  const asked = new URLSearchParams()
  for (const [name, it] of Object.entries(said)) if (it) asked.set(name, it)
  return `/org${asked.size > 0 ? `?${asked}` : ''}${focusId ? `#p-${focusId}` : ''}`
}
