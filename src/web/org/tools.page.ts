import { type Html, html } from '../../domain/html.ts'
import { MOST_LEVELS } from '../../domain/org-cut.ts'
import { hrefOf, type OrgView, plainView, zooms } from './org-view.ts'
import { peopleInWords } from './person.page.ts'

export interface Tools {
  view: OrgView
  levels: number
  ownId: string
  drawn: number
  inAll: number
}

export const tools = (it: Tools): Html => html`<nav class="tools" aria-label="How to look at it">
<ul class="switch">${tab('Chart', 'chart', it.view)}${tab('List', 'list', it.view)}</ul>
<a class="quiet" href="${hrefOf({ ...plainView, view: it.view.view, focusId: it.ownId })}">Where am I?</a>
${folding(it)}
${it.view.view === 'chart' && zooming(it.view)}
</nav>
${it.drawn < it.inAll && html`<p class="hint">${peopleInWords(it.inAll - it.drawn)} more stand below those marked with a number. Follow one to see their part.</p>`}
`

const tab = (word: string, to: OrgView['view'], view: OrgView): Html =>
  html`<li><a class="quiet" href="${hrefOf({ ...view, view: to, find: '', levels: null })}"${view.view === to && html` aria-current="true"`}>${word}</a></li>`

function folding({ view, levels, drawn, inAll }: Tools): Html {
  const to = (count: number) => hrefOf({ ...view, find: '', levels: count })
  return html`${
    drawn < inAll &&
    html`<a class="quiet" href="${to(Math.min(levels + 1, MOST_LEVELS))}">One level more</a>
<a class="quiet" href="${to(MOST_LEVELS)}">Open all</a>`
  }${
    levels > 2 &&
    html`
<a class="quiet" href="${to(levels > MOST_LEVELS / 2 ? 2 : levels - 1)}">Fewer levels</a>`
  }`
}

/** Links, so that they work without the script; with it they become buttons and need no new page. */
function zooming(view: OrgView): Html {
  const now = typeof view.zoom === 'number' ? view.zoom : 100
  const to = (zoom: OrgView['zoom']) => hrefOf({ ...view, find: '', zoom })
  const out = zooms.findLast((it) => it < now) ?? zooms[0]
  const closer = zooms.find((it) => it > now) ?? now
  return html`<div class="zoom" role="group" aria-label="Zoom">
<a class="quiet" data-zoom="out" href="${to(out)}" aria-label="Zoom out" aria-keyshortcuts="-">−</a>
<output>${view.zoom === 'fit' ? 'Fit' : `${now}%`}</output>
<a class="quiet" data-zoom="in" href="${to(closer)}" aria-label="Zoom in" aria-keyshortcuts="+">+</a>
<a class="quiet" data-zoom="fit" href="${to('fit')}" aria-keyshortcuts="0">Fit</a>
</div>`
}
