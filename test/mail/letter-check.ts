import type { Rendered } from '../../src/mail/letter-layout.ts'

/** What no letter may be, whoever wrote the words in it. Returns the faults, so that a test shows all of them. */
export function faultsOf({ subject, html, text }: Rendered, link: string | null): string[] {
  const faults: string[] = []
  const expect = (isFine: boolean, fault: string) => isFine || faults.push(fault)
  const wanted = link ? [link] : []
  const same = (found: string[]) => JSON.stringify([...new Set(found)]) === JSON.stringify(wanted)

  expect(!/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(subject), 'control characters in the subject')
  expect(subject.length > 0 && [...subject].length <= 150, `subject of ${subject.length} characters`)

  expect(same(urlsIn(html)), `addresses in the HTML part: ${urlsIn(html)}`)
  expect(same(urlsIn(text)), `addresses in the text part: ${urlsIn(text)}`)
  expect(same(hrefsIn(html)), `hrefs: ${hrefsIn(html)}`)
  for (const loads of [
    /<(script|img|link|iframe|object|form|svg|video|input)\b/i,
    /\bsrc\s*=/i,
    /url\(/i,
    /@import/i,
  ]) {
    expect(!loads.test(tagsOf(html)), `the HTML part has ${loads}`)
  }
  expect(!/\son\w+\s*=/i.test(tagsOf(html)), 'the HTML part has an event handler')
  expect((html.match(/<h1\b/g) ?? []).length === 1, 'not exactly one h1')
  expect(/<html lang="en"/.test(html), 'no language')
  expect(/<meta name="color-scheme" content="light dark">/.test(html), 'no colour scheme')
  for (const table of html.split('<table').slice(1)) {
    const isSaid = table.startsWith(' role="presentation"') || table.includes('<th ')
    expect(isSaid, 'a table for layout that says nothing of it')
  }

  for (const line of text.split('\n'))
    expect(line === link || line.length <= 78, `a line of ${line.length}: ${line}`)
  expect(!/[\p{Bidi_Control}\r]/u.test(text + html), 'bidi controls or carriage returns in a part')
  expect(!/evil\.test/.test(shown(html) + text), 'a name in dots that a mail client would link')
  expect(!/@evil/.test(shown(html) + text), 'an address that a mail client would link')
  const seen = new Set(shown(html).split(/\s+/))
  const drifted = text
    .split(/\s+/)
    .filter((it) => it !== '>' && it !== '--' && !seen.has(it) && !seen.has(it.replace(/:$/, '')))
  expect(drifted.length === 0 || isBroken(text), `only in the text part: ${drifted}`)
  return faults
}

const urlsIn = (text: string): string[] =>
  text.match(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]+|\b(mailto|tel|javascript|data):[^\s"'<>]+/gi) ?? []
const hrefsIn = (html: string): string[] =>
  [...html.matchAll(/\bhref\s*=\s*["']?([^"'\s>]*)/gi)].map((it) => it[1] ?? '')

/** Only what the browser takes for tags and styles. */
const tagsOf = (html: string): string => (html.match(/<[^>]*>|<style>.*?<\/style>/gs) ?? []).join('\n')

const entities: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
}
/** What a person sees of it. */
const shown = (html: string): string =>
  html
    .replace(/<style>.*?<\/style>|<title>.*?<\/title>/gs, '')
    .replace(/<(br|\/p|\/td|\/th|\/h1|\/blockquote|\/div)\b[^>]*>/g, ' ')
    .replace(/<!--.*?-->|<[^>]*>/gs, '')
    .replace(/&(lt|gt|quot|#39|amp);/g, (it) => entities[it] ?? it)

/** A word longer than a line was broken in the text part, so its pieces are nowhere in the other. */
const isBroken = (text: string): boolean => text.split('\n').some((line) => /^(> )?\S{70,}$/.test(line))
