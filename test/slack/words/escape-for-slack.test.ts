import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escaped, shortEscaped, shortened, verbatim } from '../../../src/slack/words/escape-for-slack.ts'
import { unslack } from '../../../src/slack/words/unslack.ts'

const graphemes = (text: string) => [...new Intl.Segmenter('en').segment(text)].map((it) => it.segment)

describe('text of people in mrkdwn', () => {
  test.each([
    ['a & b', 'a &amp; b'],
    ['<!channel> <@U1> <https://x.test|bank>', '&lt;!channel&gt; &lt;@U1&gt; &lt;https://x.test|bank&gt;'],
    ['&lt;', '&amp;lt;'],
    ['@channel, @here! @Everyone', '＠channel, ＠here! ＠Everyone'],
    ['ada@here.test @heretic', 'ada@here.test @heretic'],
    ['*bold* stays', '*bold* stays'],
  ])('%j is escaped as %j', (typed, slack) => expect(escaped(typed)).toBe(slack))

  test.each([
    ['Ada Lovelace', 'Ada Lovelace'],
    ['*Ada*', '∗Ada∗'],
    ['_Ada_ ~B~ `C`', '＿Ada＿ ∼B∼ ˋCˋ'],
    ['ada_l@x.test', 'ada_l@x.test'],
    ['a*b*c', 'a*b*c'],
    ['two\nlines\t*', 'two lines ∗'],
    [':tada: at 10:30', '꞉tada: at 10:30'],
    ['<Ada & Bob>', '&lt;Ada &amp; Bob&gt;'],
  ])('%j stands as a name as %j', (typed, slack) => expect(verbatim(typed)).toBe(slack))

  test('escaping and reading are each other’s reverse, but for calls to everybody', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.includes('@'))
        expect(unslack(escaped(text).replaceAll('&lt;', '&amp;lt;'))).toBe(text.replaceAll('<', '&lt;'))
      }),
    )
  })

  test('nothing of Slack’s own is left in anything, nor is any zero-width character put in', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'<>&@!#|*_~`: aé', 'here', 'channel', '👩‍💻') }),
        (text) => {
          for (const slack of [escaped(text), verbatim(text)]) {
            expect(slack).not.toMatch(
              /[<>]|&(?!(?:amp|lt|gt);)|(?<![\p{L}\p{N}])@(?:here|channel)(?![\p{L}\p{N}])/iu,
            )
            expect(slack.replaceAll('👩‍💻', '')).not.toMatch(/[\u200b-\u200f\u2060]/)
          }
        },
      ),
    )
  })
})

describe('text that is too long', () => {
  test.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdefg', 6, 'abcde…'],
    ['ab', 1, '…'],
    ['ab', 0, ''],
    ['a👩‍💻b', 6, 'a…'],
    ['a👩‍💻b', 7, 'a👩‍💻b'],
    ['aaé́́', 4, 'aa…'],
    ['👍🏽👍🏽', 5, '👍🏽…'],
  ])('%j within %i is %j', (text, limit, short) => expect(shortened(text, limit)).toBe(short))

  test.each([
    ['a&b', 7, 'a&amp;b'],
    ['a&b', 6, 'a…'],
    ['a&bc', 7, 'a&amp;…'],
    ['<<<', 9, '&lt;&lt;…'],
  ])('%j escaped within %i is %j', (text, limit, short) => expect(shortEscaped(text, limit)).toBe(short))

  test('is never longer than the limit and never half a character or half an entity', () => {
    const unit = fc.constantFrom('a', '&', '<', '👩‍💻', '👍🏽', 'é', '🇩🇪', ' ')
    fc.assert(
      fc.property(fc.array(unit), fc.integer({ min: 1, max: 40 }), (units, limit) => {
        const text = units.join('')
        const [short, slack] = [shortened(text, limit), shortEscaped(text, limit)]
        expect(Math.max(short.length, slack.length)).toBeLessThanOrEqual(limit)
        if (text.length <= limit) expect(short).toBe(text)
        for (const it of [short, unslack(slack)])
          if (it !== text) {
            expect(it.endsWith('…')).toBe(true)
            const kept = graphemes(it.slice(0, -1))
            expect(kept).toEqual(graphemes(text).slice(0, kept.length))
          }
        expect(slack).not.toMatch(/&(?!(?:amp|lt|gt);)/)
      }),
    )
  })
})
