import { afterAll, beforeAll, expect, test } from 'vitest'
import { assets } from '../../src/web/frame/assets.ts'
import { type House, openHouse, PASSWORD } from '../support/house.ts'
import { Browser, headingOf } from './browser.ts'
import { type FrontDoor, openFrontDoor } from './front-door.ts'

let house: House
let door: FrontDoor
let token: string
let isBroken = false
beforeAll(async () => {
  house = await openHouse()
  door = await openFrontDoor(house, {
    around: (it) => {
      if (isBroken) throw new Error(`no database for /i/${token}`)
      return it
    },
  })
  const { owner } = await house.organization('Acme Rockets')
  token = (await house.invited(owner, 'ada@example.test')).token
})
afterAll(async () => {
  await door.close()
  await house.close()
})

const paths = (): [string, number][] => [
  ['/', 200],
  ['/sign-in', 200],
  ['/sign-out', 303],
  ['/account', 303],
  [`/i/${token}`, 200],
  [`/i/${token}/decline`, 200],
  [`/i/${token}/ask`, 405],
  ['/i/inv_unknown', 404],
  ['/nowhere', 404],
  ['/assets/usher-000000000000.css', 404],
]

test('every answer is dressed for the street', async () => {
  const browser = new Browser(door.url)
  for (const [path, status] of paths()) {
    const { headers, status: got } = await browser.get(path)
    expect([path, got]).toEqual([path, status])
    const csp = headers.get('content-security-policy') ?? ''
    for (const rule of ["default-src 'none'", "style-src 'self'", "script-src 'self'", "form-action 'self'"])
      expect(csp).toContain(rule)
    for (const name of ['frame-ancestors', 'base-uri', 'object-src']) expect(csp).toContain(`${name} 'none'`)
    expect(csp).not.toMatch(/unsafe|\*|http|data:/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-powered-by')).toBe(null)
    expect(headers.get('etag')).toBe(null)
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f]{16}$/)
    const isSecret = path.startsWith('/i/')
    expect(headers.get('referrer-policy')).toBe(isSecret ? 'no-referrer' : 'same-origin')
    expect(headers.get('x-robots-tag')).toBe(isSecret ? 'noindex, nofollow' : null)
  }
})

test('HEAD is GET without the page', async () => {
  const browser = new Browser(door.url)
  for (const [path] of paths()) {
    const [get, head] = [await browser.get(path), await browser.get(path, { method: 'HEAD' })]
    expect([head.status, head.body]).toEqual([get.status, ''])
    if (get.body) expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'))
    expect(head.location).toBe(get.location)
  }
})

test('other methods are 405, and told what would do', async () => {
  const browser = new Browser(door.url)
  for (const [path, allowed] of [
    ['/', 'GET, HEAD'],
    ['/account', 'GET, HEAD'],
    ['/sign-in', 'GET, HEAD, POST'],
    [`/i/${token}`, 'GET, HEAD, POST'],
    [`/i/${token}/ask`, 'POST'],
  ] as const)
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const { status, headers } = await browser.get(path, { method })
      expect([status, headers.get('allow')]).toEqual([405, allowed])
    }
})

test('sheet, script and icon may be kept for ever, under the name of their content', async () => {
  const browser = new Browser(door.url)
  for (const { path, type, body } of Object.values(assets)) {
    const answer = await browser.get(path)
    expect(answer.body).toBe(body)
    expect(answer.headers.get('content-type')).toBe(type)
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  }
})

test('a fault of ours says nothing but its number, and the log says the rest under the same', async () => {
  isBroken = true
  const page = await new Browser(door.url).get(`/i/${token}`)
  isBroken = false
  expect(page.status).toBe(500)
  expect(headingOf(page.body)).toBe('Something went wrong on our side')
  expect(page.body).not.toMatch(/database|Error:|\.ts/)
  const id = page.headers.get('x-request-id') ?? 'none'
  expect(page.text).toContain(id)
  const faults = door.log.map((it) => JSON.parse(it)).filter((it) => it.level === 50)
  expect(faults).toEqual([expect.objectContaining({ requestId: id, path: '/i/[redacted]', method: 'GET' })])
})

test('one line a request; no token, cookie, password or address in any', async () => {
  door.log.length = 0
  const browser = new Browser(door.url)
  await browser.get(`/i/${token}?from=mail`)
  await browser.get(`/sign-in?next=/i/${token}`)
  const good = { firstName: 'Ada', lastName: 'Lovelace', password: PASSWORD, passwordAgain: PASSWORD }
  await browser.fill(`/i/${token}`, good)
  await browser.get('/account')
  await new Promise((later) => setTimeout(later, 50))
  const lines = door.log.map((it) => JSON.parse(it))
  expect(lines.map((it) => it.msg)).toEqual([
    'GET /i/[redacted] 200',
    'GET /sign-in 200',
    'GET /i/[redacted] 200',
    'POST /i/[redacted] 303',
    'GET /account 200',
  ])
  for (const it of lines)
    expect(Object.keys(it).sort()).toEqual(
      ['hostname', 'ip', 'level', 'method', 'ms', 'msg', 'path', 'pid', 'requestId', 'status', 'time'].sort(),
    )
  const all = door.log.join('')
  for (const secret of [token, token.slice(4), PASSWORD, 'ada@example.test', ...browser.jar.values()])
    expect(all).not.toContain(secret)
})

test('another door finds its body unread', async () => {
  const answer = await new Browser(door.url).post('/slack/events', { payload: '{}' })
  expect(answer.body).toBe('raw payload=%7B%7D')
})

test('the front page shows the hints it was given, and only those', async () => {
  const own = await openFrontDoor(house, {
    hints: [
      { text: 'Open the mailbox', href: '/playground/mailbox' },
      { text: 'Begin', command: 'npx usher init' },
    ],
  })
  const page = await new Browser(own.url).get('/')
  expect(page.body).toContain('<a href="/playground/mailbox">Open the mailbox</a>')
  expect(page.text).toContain('npx usher init')
  await own.close()
  expect((await new Browser(door.url).get('/')).text).not.toContain('First steps')
})
