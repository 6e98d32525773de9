import { expect, test } from 'vitest'
import { orgForest } from '../../src/domain/org-chart.ts'
import { permissions } from '../../src/domain/permission.ts'
import type { LinkDeath } from '../../src/domain/refusal.ts'
import type { Account } from '../../src/usecases/users/see-account.ts'
import { accountPage } from '../../src/web/account/account.page.ts'
import { layout, type Page } from '../../src/web/frame/layout.page.ts'
import { outOfDatePage } from '../../src/web/frame/out-of-date.page.ts'
import { stylesheet } from '../../src/web/frame/stylesheet.ts'
import { troublePage } from '../../src/web/frame/trouble.page.ts'
import { acceptPage } from '../../src/web/invitations/accept.page.ts'
import { askedPage } from '../../src/web/invitations/asked.page.ts'
import { deadLinkPage } from '../../src/web/invitations/dead-link.page.ts'
import { declinePage } from '../../src/web/invitations/decline.page.ts'
import { declinedPage } from '../../src/web/invitations/declined.page.ts'
import { somebodyElsePage } from '../../src/web/invitations/somebody-else.page.ts'
import { orgPage } from '../../src/web/org/org.page.ts'
import { plainView } from '../../src/web/org/org-view.ts'
import { changePage } from '../../src/web/passwords/change.page.ts'
import { forgotAnsweredPage, forgotPage } from '../../src/web/passwords/forgot.page.ts'
import { deadResetPage, resetDonePage, resetPage } from '../../src/web/passwords/reset.page.ts'
import { signInPage } from '../../src/web/sessions/sign-in.page.ts'
import { signOutPage } from '../../src/web/sessions/sign-out.page.ts'
import { welcomePage } from '../../src/web/welcome.page.ts'

const evil = `"><script>alert(1)</script><img src=x onerror='a'>`
const now = new Date('2026-03-02T09:00:00Z')
const view = {
  now,
  path: '/i/inv_x',
  formToken: 'token',
  seen: {
    organizationName: evil,
    timeZone: 'Europe/Istanbul',
    passwordMinimum: 12,
    requiredFields: ['phone' as const, 'gender' as const, 'birthday' as const],
    email: `a${evil}@b.test`,
    firstName: evil,
    lastName: evil,
    roleNames: [evil, 'Admin'],
    inviterName: evil,
    message: evil,
    expiresAt: new Date('2026-03-03T09:00:00Z'),
    death: null,
  },
}
const account = {
  user: { firstName: evil, email: evil, emailVerifiedAt: null, registeredAt: now, lastLoginAt: now },
  name: evil,
  organizationName: evil,
  timeZone: 'UTC',
  roleNames: [evil],
  permissions: [...permissions],
  permissionsWithin: [],
} as unknown as Account
const again = {
  names: { firstName: evil, lastName: '' },
  profile: { phone: evil, gender: evil },
  faults: [
    { field: 'firstName', text: evil },
    { field: 'password', text: 'Too short' },
  ],
}
const evilRow = (id: string, managerId: string | null, state: 'active' | 'invited' = 'active') => ({
  ...{ id, managerId, state, firstName: evil, lastName: evil, displayName: null, email: evil, phone: null },
  position: evil,
})
const people = orgForest(
  [
    evilRow('a', null),
    evilRow('b', 'a', 'invited'),
    evilRow('c', 'b'),
    evilRow('d', 'c'),
    evilRow('e', null),
  ],
  true,
)
const everybody = { ...people, organizationName: evil, from: null, focus: people.everybody[2] ?? null }
const nobodyAbove = { ...everybody, trees: [], everybody: people.loose, focus: people.loose[0] ?? null }
const choosing = {
  formToken: 'token',
  seen: { userId: 'id', organizationName: evil, email: evil, passwordMinimum: 8 },
}
const deaths: LinkDeath[] = ['expired', 'cancelled', 'superseded', 'accepted', 'declined']

const pages: [string, Page][] = [
  ['accept', acceptPage(view)],
  ['accept again', acceptPage(view, again)],
  ['decline', declinePage(view)],
  ['declined', declinedPage()],
  ['asked', askedPage()],
  ['somebody else', somebodyElsePage(view, { email: evil, organizationName: evil })],
  ...deaths.map((it): [string, Page] => [it, deadLinkPage(view, it, false)]),
  ['sign in', signInPage({ next: evil, formToken: 'token' })],
  [
    'sign in again',
    signInPage({
      next: '/account',
      formToken: 'token',
      identifier: evil,
      faults: [{ field: 'organizationId', text: evil }],
      organizations: [{ id: evil, name: evil }],
    }),
  ],
  ['sign out', signOutPage({ email: evil, formToken: 'token' })],
  ['account', accountPage(account, 'token')],
  ['forgot', forgotPage({ formToken: 'token' })],
  ['forgot, answered', forgotAnsweredPage()],
  ['reset', resetPage({ ...choosing, path: '/reset/rst_x' })],
  [
    'reset again',
    resetPage({ ...choosing, path: '/reset/rst_x', faults: [{ field: 'password', text: evil }] }),
  ],
  ['reset done', resetDonePage()],
  ...deaths.map((it): [string, Page] => [`reset ${it}`, deadResetPage(it)]),
  [
    'first sign-in',
    changePage({
      ...choosing,
      organizationName: evil,
      passwordMinimum: 8,
      path: '/first-sign-in',
      isFirst: true,
    }),
  ],
  [
    'change',
    changePage({
      ...choosing,
      organizationName: evil,
      passwordMinimum: 8,
      path: '/account/password',
      isFirst: false,
    }),
  ],
  ['org chart', orgPage(everybody, plainView, 'a')],
  ['org chart, folded', orgPage(everybody, { ...plainView, levels: 2, zoom: 'fit' }, 'a')],
  ['org list', orgPage(everybody, { ...plainView, view: 'list', levels: 2 }, 'a')],
  ['org, found', orgPage(everybody, { ...plainView, view: 'list', find: '<script>' }, 'a')],
  ['org, nobody found', orgPage(everybody, { ...plainView, find: `${evil}nobody` }, 'a')],
  ['org, a part', orgPage({ ...everybody, from: people.everybody.at(-1) ?? null }, plainView, 'a')],
  ['org, no managers', orgPage(nobodyAbove, plainView, 'e')],
  ['trouble', troublePage({ heading: evil, text: evil, requestId: evil })],
  ['out of date', outOfDatePage(`/i/${evil}`)],
  ['welcome', welcomePage({ hints: [{ text: evil, href: '/a', command: evil }] })],
]

const all = (markup: string, pattern: RegExp): string[] =>
  [...markup.matchAll(pattern)].map((it) => it[1] ?? '')

test.each(pages)('%s: nothing of theirs becomes markup', (_, page) => {
  const { markup } = layout(page)
  expect(markup).not.toContain('<script>')
  expect(markup).not.toContain('<img')
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
  const { markup } = layout(acceptPage(view, again))
  expect(markup).toContain('<title>Error: Accept Invitation')
  expect(markup).toMatch(/class="summary" role="alert"[^>]*tabindex="-1" autofocus/)
  expect(markup).toMatch(
    /<input id="password"[^>]*aria-describedby="password-hint password-fault" aria-invalid="true"/,
  )
  expect(markup).not.toMatch(/<input id="lastName"[^>]*aria-invalid/)
  expect(markup).not.toMatch(/type="password"[^>]*value=/)
})

test('password managers are told what is what, and nobody is kept from pasting', () => {
  const accept = layout(acceptPage(view)).markup
  for (const it of ['given-name', 'family-name', 'new-password', 'username'])
    expect(accept).toContain(`autocomplete="${it}"`)
  const signIn = layout(signInPage({ next: '/account', formToken: 'token' })).markup
  for (const it of ['username', 'current-password']) expect(signIn).toContain(`autocomplete="${it}"`)
  expect(accept).not.toMatch(/onpaste|autocomplete="off"|maxlength="\d+"[^>]*type="password"/)
})

test('a page is one sheet that needs nothing from elsewhere', () => {
  expect(stylesheet).not.toMatch(/url\(|@import|!important/)
})
