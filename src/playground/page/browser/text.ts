import { h } from './dom.ts'
import { emojiCalled, withEmoji } from './emoji.ts'
import { dated, fullMoment } from './moment.ts'
import { parseMrkdwn, type Token } from './mrkdwn.ts'
import { reader, seen, type Text } from './screen.ts'

/** A text object as people read it. */
export const drawText = (text: Text | undefined): (Node | string)[] =>
  !text ? [] : text.type === 'mrkdwn' ? drawMrkdwn(text.text) : [withEmoji(text.text)]

export const plainOf = (text: Text | undefined): string => (text ? withEmoji(text.text) : '')

export const drawMrkdwn = (text: string): Node[] => parseMrkdwn(text).map(drawToken)

const ELEMENTS = { bold: 'strong', italic: 'em', strike: 's', quote: 'blockquote' } as const

function drawToken(it: Token): Node {
  switch (it.kind) {
    case 'text':
      return document.createTextNode(it.text)
    case 'break':
      return h('br')
    case 'bold':
    case 'italic':
    case 'strike':
    case 'quote':
      return h(ELEMENTS[it.kind], {}, ...it.inner.map(drawToken))
    case 'code':
      return h('code', {}, it.text)
    case 'pre':
      return h('pre', { tabindex: '0' }, it.text)
    case 'link':
      return outLink(it.href, it.text)
    case 'user':
      return h('span', { class: 'mention' }, `@${nameOf(it.id) ?? it.name ?? it.id}`)
    case 'channel':
      return h('span', { class: 'mention' }, `#${channelName(it.id) ?? it.name ?? it.id}`)
    case 'broadcast':
      return h('span', { class: 'mention loud' }, `@${it.name}`)
    case 'emoji':
      return emoji(it.name)
    case 'date':
      return h(
        'time',
        { datetime: it.at.toISOString(), title: fullMoment(it.at, reader()) },
        dated(it.format, it.at, reader()),
      )
  }
}

export const outLink = (href: string, words: string): HTMLElement =>
  h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, words)

const emoji = (name: string): Node => {
  const found = emojiCalled(name)
  if (!found) return document.createTextNode(`:${name}:`)
  return h('span', { role: 'img', 'aria-label': name.replaceAll('_', ' ') }, found)
}

export const nameOf = (id: string): string | undefined =>
  seen.screen?.people.find((it) => it.id === id)?.realName
export const channelName = (id: string): string | undefined =>
  seen.screen?.channels.find((it) => it.id === id)?.name

interface Rich {
  type?: string
  text?: unknown
  url?: string
  name?: string
  user_id?: string
  channel_id?: string
  elements?: Rich[]
  style?: Record<string, boolean> | string
}

/** Rich text blocks, as far as anybody here writes them. */
export function drawRich(it: Rich): Node {
  const inner = () => (it.elements ?? []).map(drawRich)
  if (it.type === 'rich_text_list')
    return h(
      it.style === 'ordered' ? 'ol' : 'ul',
      {},
      ...(it.elements ?? []).map((one) => h('li', {}, drawRich(one))),
    )
  if (it.type === 'rich_text_quote') return h('blockquote', {}, ...inner())
  if (it.type === 'rich_text_preformatted') return h('pre', { tabindex: '0' }, ...inner())
  if (it.type === 'user') return drawToken({ kind: 'user', id: it.user_id ?? '', name: '' })
  if (it.type === 'channel') return drawToken({ kind: 'channel', id: it.channel_id ?? '', name: '' })
  if (it.type === 'emoji') return emoji(it.name ?? '')
  if (it.type === 'link') return outLink(it.url ?? '', String(it.text ?? it.url))
  if (typeof it.text === 'string') return styled(it.text, it.style)
  return h(it.type === 'rich_text_section' ? 'div' : 'span', {}, ...inner())
}

const styled = (text: string, style: Rich['style']): Node => {
  const { bold, italic, strike, code } = typeof style === 'object' ? style : {}
  let it: Node = document.createTextNode(text)
  for (const [is, tag] of [
    [code, 'code'],
    [strike, 's'],
    [italic, 'em'],
    [bold, 'strong'],
  ] as const)
    if (is) it = h(tag, {}, it)
  return it
}
