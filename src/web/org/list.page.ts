import { type Html, html } from '../../domain/html.ts'
import type { OrgNode } from '../../domain/org-chart.ts'
import { type DrawnNode, isFolded } from '../../domain/org-cut.ts'
import type { Picture } from './chart.page.ts'
import { hrefOf, type OrgView } from './org-view.ts'
import { peopleInWords, personLine } from './person.page.ts'

/** The same tree in words. */
export const list = (picture: Picture): Html =>
  html`<div class="card outline">${listOf(picture.tops, picture)}</div>
`

const listOf = (drawn: DrawnNode[], picture: Picture): Html =>
  html`<ul>
${drawn.map((it) => item(it, picture))}
</ul>`

const item = (it: DrawnNode, picture: Picture): Html =>
  html`<li>${marked(it.node, picture)}${it.reports.length > 0 && listOf(it.reports, picture)}${isFolded(it) && folded(it.node, picture.view)}</li>
`

const marked = (node: OrgNode, { view, focus }: Picture): Html =>
  html`<p id="p-${node.person.id}"${node === focus && html` class="found" aria-current="true"`}>${personLine(node, view)}</p>`

const folded = ({ person, below }: OrgNode, view: OrgView): Html =>
  html`<p><a href="${hrefOf({ ...view, fromId: person.id, focusId: null, find: '' })}">Open<span class="unseen"> ${person.name}:</span> ${peopleInWords(below)}</a></p>`

/** Those with nobody above and nobody below. */
export const loosePeople = (loose: OrgNode[], focus: OrgNode | null, areAll: boolean): Html =>
  html`<section class="loose" aria-labelledby="loose">
<h2 id="loose">${areAll ? 'Everybody' : 'Without a manager'} (${loose.length.toLocaleString('en-GB')})</h2>
${!areAll && html`<p class="hint">Nobody is said to be above or below them.</p>`}
<ul>
${loose.map(
  ({ person }) =>
    html`<li id="p-${person.id}" class="${looksOf(person.id, person.isPending, focus)}"><strong><bdi>${person.name}</bdi></strong>${person.position && html` <bdi>${person.position}</bdi>`}${person.isPending && html` <span class="badge dull dashed">Pending</span>`}</li>
`,
)}
</ul>
</section>
`

const looksOf = (id: string, isPending: boolean, focus: OrgNode | null): string =>
  ['card', isPending && 'pending', focus?.person.id === id && 'found'].filter(Boolean).join(' ')
