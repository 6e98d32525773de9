/**
 * Text of people for Slack's mrkdwn. Best is not to need it: a `plain_text` object shows everything as it is. Where
 * a name has to stand inside a sentence there are two ways.
 *
 * `escaped` for what may keep its looks (a message that somebody wrote with *stars*): nothing in it is a mention, a
 * link or a command any more. `verbatim` for names: what would format is drawn with its double, and only where Slack
 * would take it for formatting, so ada_lovelace@x.test can still be copied. No zero-width characters: they survive
 * in a clipboard, and nobody sees why the address they stand in is refused.
 *
 * Slack makes links of bare domains by itself: say `verbatim: true` in the text object where that is unwanted.
 */
export const escaped = (text: string): string =>
  withoutBroadcast(text).replace(/[&<>]/g, (it) => entities[it] ?? it)

export const verbatim = (name: string): string =>
  escaped(
    name
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/(?<![\p{L}\p{N}])[*_~`]|[*_~`](?![\p{L}\p{N}])/gu, (it) => doubles[it] ?? it)
      .replace(/:(?=[a-z0-9_+'-]{1,100}:)/g, '꞉'),
  )

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const doubles: Record<string, string> = { '*': '∗', _: '＿', '~': '∼', '`': 'ˋ' }

/** A text object that is not `verbatim` makes a call to everybody of the bare word too. */
const withoutBroadcast = (text: string): string =>
  text.replace(/(?<![\p{L}\p{N}])@(?=(?:channel|here|everyone|group)(?![\p{L}\p{N}]))/giu, '＠')

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Plain text of at most `limit` UTF-16 units, "…" included; what people see as one character is never halved. */
export const shortened = (text: string, limit: number): string => cut(text, limit, (it) => it)

/** The same for mrkdwn, of text that is not escaped yet: an entity is never halved, and counts as Slack counts it. */
export const shortEscaped = (text: string, limit: number): string =>
  cut(withoutBroadcast(text), limit, escaped)

/** What people see as one character takes less than this, or somebody is joking. */
const LONGEST = 100

function cut(text: string, limit: number, write: (unit: string) => string): string {
  if (limit <= 0) return ''
  const window = text.slice(0, limit + LONGEST)
  let all = ''
  let kept = ''
  for (const { segment, index } of graphemes.segment(window)) {
    const isHalved = text.length > window.length && index + segment.length >= window.length
    if (isHalved) return `${kept}…`
    all += write(segment)
    if (all.length > limit) return `${kept}…`
    if (all.length < limit) kept = all
  }
  return all
}
