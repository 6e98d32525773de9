import { describe, expect, test } from 'vitest'
import { dated, relative } from '../../../src/playground/page/browser/moment.ts'
import { parseMrkdwn } from '../../../src/playground/page/browser/mrkdwn.ts'

const text = (words: string) => ({ kind: 'text', text: words })

describe('markup becomes a tree', () => {
  test('marks count at the edges of words only', () => {
    expect(parseMrkdwn('*bold* and ada_lovelace_x, 2*3*4')).toEqual([
      { kind: 'bold', inner: [text('bold')] },
      text(' and ada_lovelace_x, 2*3*4'),
    ])
    expect(parseMrkdwn('*a _b_*')).toEqual([
      { kind: 'bold', inner: [text('a '), { kind: 'italic', inner: [text('b')] }] },
    ])
  })

  test('entities become characters once, and never tags', () => {
    expect(parseMrkdwn('&lt;script&gt; &amp;lt;')).toEqual([text('<script> &lt;')])
    expect(parseMrkdwn('`&lt;b&gt;`')).toEqual([{ kind: 'code', text: '<b>' }])
  })

  test('only the web and mail are linked to', () => {
    expect(parseMrkdwn('<https://a.test/?a=1&amp;b=2|here>')).toEqual([
      { kind: 'link', href: 'https://a.test/?a=1&b=2', text: 'here' },
    ])
    expect(parseMrkdwn('<mailto:a@b.test>')).toEqual([
      { kind: 'link', href: 'mailto:a@b.test', text: 'a@b.test' },
    ])
    expect(parseMrkdwn('<javascript:alert(1)|here>')).toEqual([text('<javascript:alert(1)|here>')])
  })

  test('people, channels, calls to everybody, moments, quotes and blocks of code', () => {
    expect(parseMrkdwn('<@U1> <#C1|general> <!here>')).toEqual([
      { kind: 'user', id: 'U1', name: '' },
      text(' '),
      { kind: 'channel', id: 'C1', name: 'general' },
      text(' '),
      { kind: 'broadcast', name: 'here' },
    ])
    expect(parseMrkdwn('<!date^60^{time}|a minute past>')).toEqual([
      { kind: 'date', at: new Date(60_000), format: '{time}', fallback: 'a minute past' },
    ])
    expect(parseMrkdwn('&gt; one\n&gt; two\nthree')).toEqual([
      { kind: 'quote', inner: [text('one'), { kind: 'break' }, text('two')] },
      text('three'),
    ])
    expect(parseMrkdwn('a ```*b*``` :tada:')).toEqual([
      text('a '),
      { kind: 'pre', text: '*b*' },
      text(' '),
      { kind: 'emoji', name: 'tada' },
    ])
  })
})

describe('moments', () => {
  const reader = { now: new Date('2026-03-02T22:30:00Z'), timeZone: 'Europe/Istanbul' }

  test('are told in the reader’s zone, by the playground’s clock', () => {
    const at = new Date('2026-03-02T21:30:00Z')
    expect(dated('{date_short_pretty} at {time}', at, reader)).toBe('today at 00:30')
    expect(dated('{date_short_pretty}', new Date('2026-03-02T20:00:00Z'), reader)).toBe('yesterday')
    expect(dated('{date_short_pretty}', new Date('2026-03-04T20:00:00Z'), reader)).toBe('tomorrow')
    expect(dated('{date_num} {unknown}', at, { ...reader, timeZone: 'UTC' })).toBe('03/02/2026 {unknown}')
  })

  test('are near or far', () => {
    expect(relative(new Date('2026-03-02T22:29:50Z'), reader)).toBe('just now')
    expect(relative(new Date('2026-03-02T19:30:00Z'), reader)).toBe('3 hours ago')
    expect(relative(new Date('2026-03-04T22:30:00Z'), reader)).toBe('in 2 days')
  })
})
