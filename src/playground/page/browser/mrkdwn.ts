/** Slack's markup as a tree: pure, so that what is drawn can be tested without a browser. */
export type Token =
  | { kind: 'text'; text: string }
  | { kind: 'break' }
  | { kind: 'bold' | 'italic' | 'strike' | 'quote'; inner: Token[] }
  | { kind: 'code' | 'pre'; text: string }
  | { kind: 'link'; href: string; text: string }
  | { kind: 'user' | 'channel'; id: string; name: string }
  | { kind: 'broadcast'; name: string }
  | { kind: 'date'; at: Date; format: string; fallback: string }
  | { kind: 'emoji'; name: string }

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

const INLINE =
  /<[^<>]+>|`[^`\n]+`|\n|(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]+?)(?<=\S)\1(?![\p{L}\p{N}])|:[a-z0-9_+'-]+:/gu
const STYLES = { '*': 'bold', _: 'italic', '~': 'strike' } as const

export function parseMrkdwn(text: string): Token[] {
  return text.split(/```\n?([\s\S]*?)\n?```/).flatMap((part, index): Token[] => {
    if (index % 2) return [{ kind: 'pre', text: unescaped(part) }]
    return part.split(/((?:^(?:&gt;|>) ?.*(?:\n|$))+)/m).flatMap((piece): Token[] => {
      if (!/^(?:&gt;|>)/.test(piece)) return inline(piece)
      return [{ kind: 'quote', inner: inline(piece.replace(/^(?:&gt;|>) ?/gm, '').replace(/\n$/, '')) }]
    })
  })
}

function inline(text: string): Token[] {
  const tokens: Token[] = []
  let last = 0
  for (const found of text.matchAll(INLINE)) {
    const token = tokenOf(found[0], found[1], found[2])
    if (!token) continue
    if (found.index > last) tokens.push({ kind: 'text', text: unescaped(text.slice(last, found.index)) })
    tokens.push(token)
    last = found.index + found[0].length
  }
  if (last < text.length) tokens.push({ kind: 'text', text: unescaped(text.slice(last)) })
  return tokens
}

function tokenOf(all: string, mark: string | undefined, inner = ''): Token | null {
  if (mark) return { kind: STYLES[mark as keyof typeof STYLES], inner: inline(inner) }
  if (all === '\n') return { kind: 'break' }
  if (all.startsWith('`')) return { kind: 'code', text: unescaped(all.slice(1, -1)) }
  if (all.startsWith(':')) return { kind: 'emoji', name: all.slice(1, -1) }
  return entity(all.slice(1, -1))
}

function entity(all: string): Token | null {
  const [target = '', ...rest] = all.split('|')
  const label = unescaped(rest.join('|'))
  if (target.startsWith('@')) return { kind: 'user', id: target.slice(1), name: label }
  if (target.startsWith('#')) return { kind: 'channel', id: target.slice(1), name: label }
  if (target.startsWith('!date^')) {
    const [, unix = '', format = '', href] = target.split('^')
    void href
    return { kind: 'date', at: new Date(Number(unix) * 1000), format, fallback: label }
  }
  if (target.startsWith('!')) return { kind: 'broadcast', name: label || target.slice(1).split('^')[0] || '' }
  const href = unescaped(target)
  if (!/^(https?:|mailto:)/i.test(href)) return null
  return { kind: 'link', href, text: label || href.replace(/^mailto:/, '') }
}
