import { type Check, expecting } from './shape.ts'
import { words } from './words.ts'

/** Slack counts as PHP's mb_strlen does: by code point, so that an emoji is one and a JavaScript string's length is not it. */
export const lengthOf = (text: string): number =>
  text.length - (text.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0)

export const string = (min = 0, max = Number.MAX_SAFE_INTEGER): Check =>
  expecting((value) => {
    if (typeof value !== 'string') return words.string
    const length = lengthOf(value)
    if (length > max) return words.tooLong(max)
    return length < min ? words.tooShort(min) : undefined
  })

export const matching = (pattern: RegExp, said = words.pattern(pattern)): Check =>
  expecting((value) => {
    if (typeof value !== 'string') return words.string
    return pattern.test(value) ? undefined : said
  })

const long = string(1, 3000)
const absolute = matching(/^[a-z][a-z0-9+.-]*:\S+$/i, words.format('uri'))

/** A link to follow: any scheme will do, slack:// and mailto: too. */
export const link: Check = (value, at, faults) => {
  const before = faults.length
  long(value, at, faults)
  if (faults.length === before) absolute(value, at, faults)
}

const web = matching(/^https?:\/\/[^/?#\s]+/i, words.format('uri'))
/** Slack fetches an image when it is posted, so an address only this machine can reach is refused. */
const reachable = matching(
  /^https?:\/\/(?!localhost\b|127\.|10\.|192\.168\.|0\.0\.0\.0|\[)[^/?#]*\.[^/?#]*/i,
  'downloading image failed',
)

export const imageUrl: Check = (value, at, faults) => {
  for (const check of [long, web, reachable]) {
    const before = faults.length
    check(value, at, faults)
    if (faults.length > before) return
  }
}
