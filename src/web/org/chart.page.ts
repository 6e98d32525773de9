import { type Html, html } from '../../domain/html.ts'
import type { OrgNode } from '../../domain/org-chart.ts'
import { type DrawnNode, isFolded } from '../../domain/org-cut.ts'
import { type Box, layOut } from '../../domain/tidy-tree.ts'
import { BOX, type Line } from '../../domain/tree-lines.ts'
import { hrefOf, type OrgView } from './org-view.ts'
import { inAWord } from './person.page.ts'
import { shorten } from './shorten.ts'

/** Around the picture, so that no edge is cut off. */
const EDGE = 16
const NAME_EMS = 11.1
const POSITION_EMS = 13.4

export interface Picture {
  view: OrgView
  tops: DrawnNode[]
  focus: OrgNode | null
}

/**
 * The tree as a picture that is also a nested list: who listens hears who is below whom, and Tab goes from each
 * manager to their reports.
 */
export function chart(picture: Picture): Html {
  const layout = layOut(picture.tops)
  const places = new Map(layout.boxes.map((it) => [it.of, it]))
  const [width, height] = [Math.ceil(layout.width) + 2 * EDGE, Math.ceil(layout.height) + 2 * EDGE]
  const { zoom } = picture.view
  const scale = typeof zoom === 'number' ? zoom / 100 : 1
  return html`<div class="plane" tabindex="0" role="region" aria-label="The chart"${zoom === null && html` data-fit`}><div class="sheet">
<svg class="${zoom === 'fit' ? 'chart fit' : 'chart'}" width="${width * scale}" height="${height * scale}" viewBox="${-EDGE} ${-EDGE} ${width} ${height}" role="presentation">
<defs><rect id="box" width="${BOX.width}" height="${BOX.height}" rx="10"/></defs>
${listOf(picture.tops, places, picture)}
</svg>
<span class="start"></span>
</div></div>
`
}

type Places = Map<DrawnNode, Box<DrawnNode>>

const listOf = (drawn: DrawnNode[], places: Places, picture: Picture): Html | false =>
  drawn.length > 0 && html`<g role="list">${drawn.map((it) => item(it, places, picture))}</g>`

function item(it: DrawnNode, places: Places, picture: Picture): Html {
  const place = places.get(it)
  return html`<g role="listitem">${place && box(place, picture)}${listOf(it.reports, places, picture)}</g>
`
}

function box({ of, x, y, lines }: Box<DrawnNode>, { view, focus }: Picture): Html {
  const { node } = of
  const { person } = node
  const looks = [person.isPending && 'pending', node === focus && 'found'].filter(Boolean).join(' ')
  return html`<a id="p-${person.id}" href="${hrefOf({ ...view, fromId: person.id, focusId: null, find: '' })}"${looks && html` class="${looks}"`}${node === focus && html` aria-current="true"`} transform="translate(${inTenths(x)} ${inTenths(y)})"><title>${inAWord(node)}</title>${isFolded(of) && html`<use href="#box" class="under" x="5" y="5"/>`}<use href="#box"/>${words(of)}</a>${lines.length > 0 && html`<path d="${lines.map(pathOf).join('')}"/>`}`
}

function words(of: DrawnNode): Html {
  const { person, below } = of.node
  const count = isFolded(of) ? `+${below}` : ''
  const second = [person.isPending && 'Pending', person.position].filter(Boolean).join(' · ')
  return html`<text x="14" y="${second || count ? 25 : 34}">${shorten(person.name, NAME_EMS)}</text>${second && html`<text class="second" x="14" y="45">${shorten(second, POSITION_EMS - count.length)}</text>`}${count && html`<text class="more" x="${BOX.width - 12}" y="45">${count}</text>`}`
}

const inTenths = (it: number): number => Math.round(it * 10) / 10

/** Only straight lines, so one number a step. */
const pathOf = (line: Line): string =>
  line
    .map(([x, y], at) => {
      if (at === 0) return `M${inTenths(x)} ${inTenths(y)}`
      return line[at - 1]?.[0] === x ? `V${inTenths(y)}` : `H${inTenths(x)}`
    })
    .join('')
