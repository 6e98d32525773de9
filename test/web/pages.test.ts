import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { layout } from '../../src/web/frame/layout.page.ts'
import { stylesheet } from '../../src/web/frame/stylesheet.ts'
import { everyPage } from './every-page.ts'

const evil = `"><script>alert(1)</script><img src=x onerror='a'>`
const pages = everyPage(evil)
const markupOf = (wanted: string): string => {
  const found = pages.find(([name]) => name === wanted)
  if (!found) throw new Error(`There is no page called ${wanted}`)
  return layout(found[1]).markup
}

test('every page there is stands in the table', () => {
  const table = readFileSync(new URL('every-page.ts', import.meta.url), 'utf8')
  const web = new URL('../../src/web/', import.meta.url)
  const files = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter((it) =>
    it.endsWith('.page.ts'),
  )
  const made = files.flatMap((file) => [
    ...readFileSync(new URL(file, web), 'utf8').matchAll(/^export (?:const|function) (\w+Page)\b/gm),
  ])
  expect(made.length).toBeGreaterThan(20)
  expect(made.map(([, name]) => name).filter((name) => !table.includes(`${name}(`))).toEqual([])
})

const all = (markup: string, pattern: RegExp): string[] =>
  [...markup.matchAll(pattern)].map((it) => it[1] ?? '')

test.each(pages)('%s: nothing of theirs becomes markup', (_, page) => {
  const { markup } = layout(page)
  expect(markup).not.toContain('<script>')
  expect(markup).not.toContain('<img src=x')
  expect(markup).not.toMatch(/onerror='/)
})

test.each(pages)('%s: no inline script or style, nothing from elsewhere', (_, page) => {
  const { markup } = layout(page)
  const scripts = all(markup, /<script([^>]*)>/g)
  expect(scripts).toHaveLength(page.script ? 2 : 1)
  for (const it of scripts) expect(it).toMatch(/^ src="\/assets\/usher-\w+\.js" defer$/)
  const withoutValues = markup.replace(/"[^"]*"/g, '""')
  expect(withoutValues).not.toMatch(/<style|\sstyle=|<[^>]+\son\w+=/)
  expect(markup).not.toMatch(/(?:src|href|action)="(?:https?:)?\/\//)
})

test.each(pages)('%s: said well to those who listen', (_, page) => {
  const { markup } = layout(page)
  expect(markup).toContain('<html lang="en"')
  expect(all(markup, /<(h1)>/g)).toHaveLength(1)
  expect(all(markup, /<(main) id="main"/g)).toHaveLength(1)
  expect(all(markup, /<title>(.+) · Usher<\/title>/g)).toHaveLength(1)
  const ids = all(markup, /\sid="([^"]+)"/g)
  expect(new Set(ids).size).toBe(ids.length)
  const named = all(markup, /aria-(?:describedby|labelledby)="([^"]+)"/g).flatMap((it) => it.split(' '))
  for (const id of [...named, ...all(markup, /href="#([^"]+)"/g)]) expect(ids).toContain(id)
  const boxes = all(markup, /<((?:input|textarea|select)[^>]*)>/g).filter((it) => !it.includes('hidden'))
  const labels = all(markup, /<label for="([^"]+)"/g)
  for (const box of boxes) expect(labels).toContain(/ id="([^"]+)"/.exec(box)?.[1])
})

test.each(pages)('%s: every form that changes something brings its token back', (_, page) => {
  const { markup } = layout(page)
  for (const form of all(markup, /<form([\s\S]*?)<\/form>/g)) {
    if (form.includes('method="get"')) continue
    expect(form).toContain('method="post"')
    expect(form).toContain('name="formToken" value="token"')
  }
})

test('an accept page that comes back leads to what is wrong, and never repeats a password', () => {
  const markup = markupOf('accept again')
  expect(markup).toContain('<title>Error: Accept Invitation')
  expect(markup).toMatch(/class="summary" role="alert"[^>]*tabindex="-1" autofocus/)
  expect(markup).toMatch(
    /<input id="password"[^>]*aria-describedby="password-hint password-fault" aria-invalid="true"/,
  )
  expect(markup).not.toMatch(/<input id="lastName"[^>]*aria-invalid/)
  expect(markup).not.toMatch(/type="password"[^>]*value=/)
})

test('password managers are told what is what, and nobody is kept from pasting', () => {
  const accept = markupOf('accept')
  for (const it of ['given-name', 'family-name', 'new-password', 'username'])
    expect(accept).toContain(`autocomplete="${it}"`)
  const signIn = markupOf('sign in')
  for (const it of ['username', 'current-password']) expect(signIn).toContain(`autocomplete="${it}"`)
  expect(accept).not.toMatch(/onpaste|autocomplete="off"|maxlength="\d+"[^>]*type="password"/)
})

test('a page is one sheet that needs nothing from elsewhere', () => {
  expect(stylesheet).not.toMatch(/url\(|@import|!important/)
})
