import { describe, expect, test } from 'vitest'
import { unslack } from '../../../src/slack/words/unslack.ts'

describe('what Slack wrote, as somebody typed it', () => {
  test.each([
    ['plain', 'plain'],
    ['a &amp; b &lt;c&gt;', 'a & b <c>'],
    ['&amp;amp; &amp;lt;', '&amp; &lt;'],
    ['&quot; &copy &', '&quot; &copy &'],
    ['<@U1|ada> <@U2> <@W3|>', '@ada @U2 @W3'],
    ['<#C1|general> <#C2>', '#general #C2'],
    ['<!here> <!channel> <!everyone>', '@here @channel @everyone'],
    ['<!subteam^S1|@editors> <!subteam^S1>', '@editors @S1'],
    ['<!date^1392734382^{date}|18 February>', '18 February'],
    ['<https://x.test> <https://x.test|x.test>', 'https://x.test x.test'],
    ['<mailto:a@b.test|a@b.test> <mailto:a@b.test>', 'a@b.test a@b.test'],
    ['<mailto:a%2Bb@c.test?subject=x|Ada>', 'a+b@c.test'],
    ['<mailto:a%E0@c.test>', 'a%E0@c.test'],
    ['<tel:+49123|+49 123>', '+49 123'],
    ['<https://x.test/?a=1&amp;b=2>', 'https://x.test/?a=1&b=2'],
    ['<not slack> < <<a@b.test>>', '<not slack> < <<a@b.test>>'],
    ['<', '<'],
    ['', ''],
  ])('%j', (slack, typed) => expect(unslack(slack)).toBe(typed))
})
