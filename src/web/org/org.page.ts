import { type Html, html } from '../../domain/html.ts'
import { chainAbove, findPeople, type OrgNode } from '../../domain/org-chart.ts'
import { cut, type DrawnNode, levelsWithin } from '../../domain/org-cut.ts'
import type { OrgChart } from '../../usecases/users/see-org-chart.ts'
import { assets } from '../frame/assets.ts'
import type { Page } from '../frame/layout.page.ts'
import { chart, type Picture } from './chart.page.ts'
import { findForm, findings } from './find.page.ts'
import { list, loosePeople } from './list.page.ts'
import { hrefOf, type OrgView, plainView } from './org-view.ts'
import { peopleInWords } from './person.page.ts'
import { tools } from './tools.page.ts'

/** A picture of more boxes than this says nothing; a list can be longer. Everybody can be asked for all the same. */
const ENOUGH = { chart: 120, list: 1000 }

export function orgPage(org: OrgChart, view: OrgView, ownId: string): Page {
  const tops = topsOf(org)
  const levels = view.levels ?? levelsWithin(tops, ENOUGH[view.view])
  const picture: Picture = { view, tops: cut(tops, levels, org.focus), focus: org.focus }
  return {
    title: org.from ? `Org chart: ${org.from.person.name}` : 'Org chart',
    width: 'full',
    script: assets.chartScript,
    main: html`${greeting(org, view)}
${findForm(view)}
${view.find && findings(findPeople(org.everybody, view.find), view)}
${tops.length === 0 ? empty(org) : drawing(org, picture, levels, ownId)}
${!org.from && org.loose.length > 0 && loosePeople(org.loose, org.focus, tops.length === 0)}
<p class="hint after"><a href="/account">Back to your account</a></p>
`,
  }
}

const topsOf = ({ trees, from }: OrgChart): OrgNode[] => (from ? [from] : trees)

function drawing(org: OrgChart, picture: Picture, levels: number, ownId: string): Html {
  const drawn = countOf(picture.tops)
  const inAll = topsOf(org).reduce((sum, it) => sum + it.below + 1, 0)
  return html`${tools({ view: picture.view, levels, ownId, drawn, inAll })}
${picture.view.view === 'list' ? list(picture) : chart(picture)}`
}

const countOf = (drawn: DrawnNode[]): number => drawn.reduce((sum, it) => sum + 1 + countOf(it.reports), 0)

const greeting = (org: OrgChart, view: OrgView): Html => html`<header class="greeting">
<p class="eyebrow"><bdi>${org.organizationName}</bdi></p>
<h1>Org chart</h1>
${org.from ? wayUp(org.from, view) : html`<p class="lede">${peopleInWords(org.everybody.length)}</p>`}
</header>`

/** Nobody wants to read forty names: the first, and the last few. */
const NEAR = 3

function wayUp(from: OrgNode, view: OrgView): Html {
  const chain = chainAbove(from)
  const near = chain.length > NEAR + 1 ? [...chain.slice(0, 1), null, ...chain.slice(-NEAR)] : chain
  const to = (fromId: string | null) => hrefOf({ ...plainView, view: view.view, fromId })
  return html`<nav aria-label="Above"><ol class="way">
<li><a href="${to(null)}">Everybody</a></li>
${near.map((it) => html`<li>${it ? html`<a href="${to(it.person.id)}"><bdi>${it.person.name}</bdi></a>` : '…'}</li>`)}
<li aria-current="page"><strong><bdi>${from.person.name}</bdi></strong></li>
</ol></nav>
<p class="lede">${from.person.position && html`<bdi>${from.person.position}</bdi>, with `}${from.below === 0 ? `nobody below` : `${peopleInWords(from.below)} below`}.</p>`
}

const empty = (org: OrgChart): Html => html`<section class="card notice">
<h2>${org.everybody.length > 1 ? 'Nobody has a manager yet' : 'You are the first one here'}</h2>
<p>The chart draws itself from who reports to whom. An admin says it in each person’s profile, by choosing their manager; an identity provider can say it too.</p>
</section>
`
