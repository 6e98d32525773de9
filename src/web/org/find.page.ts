import { type Html, html } from '../../domain/html.ts'
import type { OrgNode } from '../../domain/org-chart.ts'
import { hidden } from '../frame/form.page.ts'
import { hrefOf, type OrgView, plainView } from './org-view.ts'

/** More than this and a longer word finds them sooner. */
const SHOWN = 20

export const placeOf = (node: OrgNode, { view }: OrgView): string =>
  hrefOf({ ...plainView, view, focusId: node.person.id })

export const findForm = ({ view, find }: OrgView): Html =>
  html`<form class="find" method="get" action="/org" role="search">${view === 'list' && hidden('view', 'list')}
<label for="find">Find a person</label>
<input id="find" name="find" type="search" maxlength="100" autocomplete="off" placeholder="Name or position" value="${find}">
<button class="button second">Find</button>
</form>
`

export function findings(people: OrgNode[], view: OrgView): Html {
  if (people.length === 0) return nobody(view.find)
  const beyond = people.length - SHOWN
  return html`<section class="card" aria-labelledby="findings">
<h2 id="findings">${people.length.toLocaleString('en-GB')} people match “<bdi>${view.find}</bdi>”</h2>
<ul class="matches">
${people.slice(0, SHOWN).map((it) => html`<li>${match(it, view)}</li>`)}
</ul>
${beyond > 0 && html`<p class="hint">And ${beyond.toLocaleString('en-GB')} more: type more of the name.</p>`}
</section>
`
}

const match = (it: OrgNode, view: OrgView): Html =>
  html`<a href="${placeOf(it, view)}"><bdi>${it.person.name}</bdi></a>${it.person.position && html` <bdi>${it.person.position}</bdi>`}${it.manager && html` <span class="hint">reports to <bdi>${it.manager.person.name}</bdi></span>`}`

const nobody = (typed: string): Html => html`<section class="card" role="status">
<h2>Nobody here matches “<bdi>${typed}</bdi>”</h2>
<p>Try a part of the name, or of the position. People who were suspended or deleted do not stand in the chart.</p>
</section>
`
