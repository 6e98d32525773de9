import { type Html, html } from '../../domain/html.ts'
import type { OrgNode } from '../../domain/org-chart.ts'
import { countInWords } from '../../domain/plain-words.ts'
import { hrefOf, type OrgView } from './org-view.ts'

export const peopleInWords = (count: number): string =>
  count === 1 ? '1 person' : `${count.toLocaleString('en-GB')} people`

/** A person in one line, for whoever hears it or rests the pointer there. */
export const inAWord = ({ person, below, reports }: OrgNode): string =>
  [
    person.name,
    person.position,
    person.isPending && 'pending',
    below > 0 && `${countInWords(reports.length, 'report')}, ${peopleInWords(below)} below in all`,
  ]
    .filter(Boolean)
    .join(', ')

/** The same for a list: the name leads to the person's own part of the chart. */
export const personLine = ({ person, below }: OrgNode, view: OrgView): Html =>
  html`<a href="${hrefOf({ ...view, fromId: person.id, focusId: null, find: '' })}"><bdi>${person.name}</bdi></a>${person.position && html` <bdi>${person.position}</bdi>`}${person.isPending && html` <span class="badge dull dashed">Pending</span>`}${below > 0 && html` <span class="hint">${peopleInWords(below)} below</span>`}`
