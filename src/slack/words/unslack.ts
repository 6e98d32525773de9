/**
 * Slack's way of writing to what somebody typed. In Slack's text a "<" is always Slack's own: what people type
 * arrives as &lt;. Every rule reads each character once.
 */
export const unslack = (text: string): string =>
  withMentions(text).replace(mentionForm, (_, sigil: string, id: string, name?: string) =>
    name ? `${sigil}${name.replace(/^[@#]/, '')}` : `${sigil}${id}`,
  )

/** <@U123|ada>, <#C1|general>; the name is there only where Slack was asked to write it. */
const mentionForm = /<([@#])([A-Z0-9]{1,30})(?:\|([^<>|]{0,120}))?>/g

/** The same, but mentions stay as they are written: whoever reads on may want the id in them. */
export function withMentions(text: string): string {
  let end = -1
  const plain = text.replace(/<([^<>]*)>/g, (whole, body: string, start: number) => {
    const said = plainOf(body, text[start - 1])
    if (said === null) return whole
    const gap = start === end ? ' ' : ''
    end = start + whole.length
    return gap + said
  })
  return entitiesDecoded(plain)
}

/** What the inside of <…> says; null where it is not Slack's, or a mention. */
function plainOf(body: string, before: string | undefined): string | null {
  const bar = body.indexOf('|')
  const target = bar < 0 ? body : body.slice(0, bar)
  const label = bar < 0 ? '' : body.slice(bar + 1)
  if (/^mailto:/i.test(target)) return label.includes('@') ? label : addressOf(target)
  if (/^[a-z][a-z0-9+.-]{1,20}:/i.test(target)) return label || (before === '@' ? hostOf(target) : target)
  if (target.startsWith('!')) return specialOf(target, label)
  return null
}

/** mailto:ada@x.test?subject=Hi → ada@x.test */
export const addressOf = (mailto: string): string =>
  decoded(mailto.replace(/^mailto:/i, '').replace(/\?.*$/s, ''))

const hostOf = (url: string): string => url.replace(/^[a-z+.-]+:\/*/i, '').replace(/[/?#].*$/s, '')

/** <!here>, <!subteam^S1|@editors>, <!date^1392734382^{date}|18 February>. */
const specialOf = (target: string, label: string): string =>
  label || `@${target.slice(1).replace(/^subteam\^/, '')}`

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' }

/** Once, and only these three: "&amp;lt;" is somebody's "&lt;". */
const entitiesDecoded = (text: string): string => text.replace(/&(?:amp|lt|gt);/g, (it) => entities[it] ?? it)
