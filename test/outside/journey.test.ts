import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeEverything } from '../support/later.ts'
import { MailServer } from '../support/mail-server.ts'
import { invite, opened, pathOf, signIn } from '../support/people.ts'
import { until } from '../support/until.ts'
import { freePort, newPlace, type Place, type RunningUsher } from '../support/usher-process.ts'
import { Browser, headingOf } from '../web/browser.ts'

const PASSWORD = 'quiet-Lantern-42-harbour'
const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/)

afterAll(closeEverything)

describe('from nothing to a dashboard', { timeout: 120_000 }, () => {
  let mail: MailServer
  let place: Place
  let usher: RunningUsher
  let setupUrl: string

  beforeAll(async () => {
    mail = await MailServer.start()
    place = await newPlace({ SMTP_URL: mail.url, MAIL_FROM: 'usher@acme.test' })
    usher = await place.start()
  })

  test('usher init makes an organization and hands over the one link of its owner', async () => {
    const said = await place.json('init', '--organization', 'Acme', '--owner', 'olga@acme.test')
    expect(said).toMatchObject({ code: 0, stderr: '' })
    const link = expect.stringMatching(new RegExp(`^http://localhost:${place.port}/i/inv_[\\w-]{43}$`))
    expect(said.json).toEqual({ organizationId: uuid, setupUrl: link })
    setupUrl = (said.json as { setupUrl: string }).setupUrl
    expect(mail.tries, 'the link is printed, not sent').toEqual([])

    const again = await place.json('init', '--organization', 'ACME', '--owner', 'eve@acme.test')
    expect(again).toMatchObject({ code: 1, json: { error: 'organization-exists' } })
  })

  test('the owner accepts, sees the dashboard, signs out and in again', async () => {
    const { browser, page, send } = await opened(usher.url, setupUrl)
    expect(headingOf(page.body)).toBe('Accept Invitation')
    expect(page.cookies.join(), 'looking begins no session').not.toContain('__Host-usher=')

    const accepted = await send(PASSWORD, 'Olga', 'Petrova')
    expect(accepted).toMatchObject({ status: 303, location: '/account' })
    expect(accepted.cookies).toContainEqual(
      expect.stringMatching(/^__Host-usher=[\w-]{43};.*; HttpOnly; Secure; SameSite=Lax$/),
    )
    const dashboard = await browser.get('/account')
    expect(dashboard.status).toBe(200)
    expect(dashboard.text).toContain('Hello, Olga')
    expect(dashboard.text).toContain('You are signed in to Acme as Owner')

    expect(await browser.fill('/sign-out', {})).toMatchObject({ status: 303 })
    expect(await browser.get('/account')).toMatchObject({ status: 303, location: '/sign-in?next=%2Faccount' })
    expect(await signIn(browser, 'olga@acme.test', `${PASSWORD}!`)).toMatchObject({ status: 401 })
    expect(await signIn(browser, 'Olga@Acme.test', PASSWORD)).toMatchObject({
      status: 303,
      location: '/account',
    })
    expect((await browser.get('/account')).text).toContain('Hello, Olga')
  })

  test('the used link says so, and an altered one is not known', async () => {
    const browser = new Browser(usher.url)
    const used = await browser.get(pathOf(setupUrl))
    expect([used.status, headingOf(used.body)]).toEqual([410, 'Invitation already used'])
    const altered = await browser.get(pathOf(setupUrl).replace(/.$/, (it) => (it === 'A' ? 'B' : 'A')))
    expect([altered.status, headingOf(altered.body)]).toEqual([404, 'Invalid invitation'])
  })

  test('usher invite sends a letter, and whoever it is for may decline', async () => {
    const [outcome] = await invite(place, 'ada@acme.test', '--role', 'Admin', '--message', 'Welcome!')
    expect(outcome).toMatchObject({ email: 'ada@acme.test', result: 'invited', invitationId: uuid })
    await until('the letter has come', () => mail.taken.length === 1)
    const [letter] = mail.takenBy('ada@acme.test')
    expect(letter?.from).toBe('usher@acme.test')
    expect(letter?.text).toContain('Welcome!')

    const link = pathOf(letter?.link ?? '')
    const browser = new Browser(usher.url)
    const declined = await browser.fill(`${link}/decline`, { reason: 'Another time' })
    expect([declined.status, headingOf(declined.body)]).toEqual([200, 'Invitation declined'])
    const dead = await browser.get(link)
    expect([dead.status, headingOf(dead.body)]).toEqual([410, 'Invitation declined'])
  })

  test('the command line answers as it promises: exit codes and JSON', async () => {
    const both = await place.json('invite', 'bea@acme.test', 'nobody', 'bea@acme.test')
    expect(both).toMatchObject({ code: 0, stderr: '' })
    expect(both.json).toEqual([
      expect.objectContaining({ email: 'bea@acme.test', result: 'invited', invitationId: uuid, link: null }),
      expect.objectContaining({ email: 'nobody', result: 'refused', reason: 'address-unreadable' }),
      expect.objectContaining({ email: 'bea@acme.test', result: 'repeated', invitationId: null }),
    ])
    const again = await place.json('invite', 'bea@acme.test')
    expect(again).toMatchObject({ code: 1, json: [{ result: 'already-invited', state: 'pending' }] })
    const user = await place.json('invite', 'olga@acme.test')
    expect(user).toMatchObject({ code: 1, json: [{ result: 'already-a-user', state: 'active' }] })
    const role = await place.json('invite', 'cy@acme.test', '--role', 'Emperor')
    expect(role).toMatchObject({ code: 1, json: { error: 'role-unknown' } })
    expect((await place.json('verify')).json).toEqual({ findings: [] })
  })

  test('wrong words are exit code 2, and nothing is done', async () => {
    const wrong = [
      ['invite'],
      ['invite', 'x@acme.test', '--rolle', 'Admin'],
      ['invit', 'x@acme.test'],
      ['init'],
    ]
    const said = await Promise.all(wrong.map((words) => place.cli(...words)))
    expect(said.map((it) => it.code)).toEqual(wrong.map(() => 2))
    for (const it of said) expect(it).toMatchObject({ stdout: '', stderr: expect.stringMatching(/usher/) })
    expect(mail.triesFor('x@acme.test')).toEqual([])
  })

  test('a second Usher on the same data leaves with a sentence, and the first goes on', async () => {
    const second = place.spawn({ PORT: `${await freePort()}` })
    expect(await second.ended).toMatchObject({ code: 1 })
    expect(second.said.stderr).toMatch(
      /^The data directory \S+ is in use by the running Usher at http:\/\/localhost:\d+ \(process \d+\): stop that one first, or set DATA_DIR to another directory\.\n$/,
    )
    expect((await fetch(`${usher.url}/readyz`)).status).toBe(200)
  })

  test('SIGTERM ends it with 0 and leaves nothing behind; the command line works alone', async () => {
    expect(await usher.term()).toMatchObject({ code: 0, seconds: expect.toSatisfy((it) => it < 10) })
    expect(place.postgres()).toEqual([])

    const alone = await place.json('invite', 'dan@acme.test')
    expect(alone).toMatchObject({ code: 0, json: [{ result: 'invited' }] })
    expect((await place.json('verify')).json).toEqual({ findings: [] })
    expect(place.postgres(), 'its own Postgres went with it').toEqual([])
    expect(mail.triesFor('dan@acme.test')).toEqual([])

    usher = await place.start()
    await until('the promise made meanwhile is kept', () => mail.takenBy('dan@acme.test').length === 1)
    expect(await usher.term()).toMatchObject({ code: 0 })
    expect(usher.said.stderr).toBe('')
  })
})
