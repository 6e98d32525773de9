import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readSession } from '../../../src/usecases/sessions/read-session.ts'
import { signIn } from '../../../src/usecases/sessions/sign-in.ts'
import { BROWSER, PASSWORD } from '../../support/house.ts'
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterEach(() => allIsWell(office))
afterAll(() => office.close())

const mobile = {
  userAgent:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
}
const enter = (identifier: string, password = PASSWORD, browser = BROWSER) =>
  signIn(office.house.outside(), { identifier, password, organizationId: office.organizationId }, browser)
const isAlive = async (token: string) => (await readSession(office.house.outside(), token)) !== null
/** Opened once: a Home that is drawn because it was opened could come after what is clicked on it. */
const at = async (area: string) => {
  const { ada } = office
  if (!ada.seesAt('home').includes('[Login attempts]')) await ada.opensHome()
  ada.looksAt('home')
  await ada.waitsFor('[Login attempts]')
  await ada.click(area)
}

describe('the sessions of everybody', () => {
  test('stand with person, device, address and times; one is revoked after a question, twice is as good', async () => {
    const { ada } = office
    const phone = await enter('mel@acme.test', PASSWORD, mobile)
    await at('Sessions')
    await ada.waitsFor('Safari on iOS')
    expect(ada.sees).toContain('IP 203.0.113.7')
    expect(ada.sees).toContain('mel@acme.test')
    expect(ada.sees).toMatch(/Started 2026-03-02 09:00 UTC · Last active/)
    await expect(ada.click('Revoke', { in: 'Safari on iOS' })).rejects.toThrow('Slack asks first')
    expect(await isAlive(phone.token)).toBe(true)
    await ada.click('Revoke', { in: 'Safari on iOS', confirm: true })
    await ada.waitsFor('That session has ended')
    expect(await isAlive(phone.token)).toBe(false)
    await ada.waitsUntil(() => !ada.sees.includes('Safari on iOS'))
  })

  test('are searched by person', async () => {
    const { ada } = office
    await at('Sessions')
    await ada.waitsFor('Search by person')
    await ada.choose('Search by person', 'grace@')
    await ada.waitsUntil(() => !ada.sees.includes('mel@acme.test'))
    expect(ada.sees).toContain('grace@acme.test')
    await ada.choose('Search by person', 'zebediah')
    await ada.waitsFor('Nobody of that name is signed in now')
  })

  test('of one person are ended together, from their profile or by a word', async () => {
    const { ada } = office
    const [one, two] = [await enter('mel@acme.test'), await enter('mel@acme.test', PASSWORD, mobile)]
    await ada.command('/people sessions mel@acme.test')
    await ada.waitsFor('Safari on iOS')
    expect(ada.sees).not.toContain('grace@acme.test')
    await ada.click('Revoke all', { confirm: true })
    await ada.waitsFor('is not signed in anywhere')
    expect([await isAlive(one.token), await isAlive(two.token)]).toEqual([false, false])
    await ada.closes()
  })

  test('one’s own need no permission, and nobody else’s are shown without it', async () => {
    const { mel } = office
    const own = await enter('mel@acme.test')
    await mel.command('/people sessions')
    await mel.waitsFor('Sessions of yourself')
    await mel.click('Revoke', { confirm: true })
    await mel.waitsFor('is not signed in anywhere')
    expect(await isAlive(own.token)).toBe(false)
    await mel.closes()
    await mel.command('/people sessions grace@acme.test')
    await mel.waitsFor('users.read')
    await mel.closes()
  })
})

describe('attempts to sign in', () => {
  test('stand with time, address, result, reason, device and person, and can be narrowed', async () => {
    const { ada } = office
    await enter('grace@acme.test', 'wrong-password-here').catch(() => {})
    await enter('stranger@nowhere.test', 'wrong-password-here').catch(() => {})
    await at('Login attempts')
    await ada.waitsFor('bad password')
    expect(ada.sees).toContain('Success')
    expect(ada.sees).toContain('unknown user')
    expect(ada.sees).toContain('IP 203.0.113.7 · Firefox on Linux')
    await ada.choose('Result', 'Failed only')
    await ada.waitsUntil(() => !ada.sees.includes('Success'))
    await ada.choose('Search by person', 'grace')
    await ada.waitsUntil(() => !ada.sees.includes('unknown user'))
    expect(ada.sees).toContain('bad password')
  })

  test('of one person open from a word, failed ones alone if so asked, page by page', async () => {
    const { ada, house, organizationId, userIds } = office
    await house.db('signInAttempts').insert(
      Array.from({ length: 30 }, (_, index) => ({
        id: `019cadc6-9a80-7028-bfaf-6411${String(index).padStart(8, '0')}`,
        organizationId,
        userId: userIds.grace,
        at: house.clock.now(),
        ip: `198.51.100.${index}`,
        device: 'Chrome on Windows',
        identifierHmac: Buffer.alloc(32),
        succeeded: false,
        reason: 'bad password',
      })),
    )
    await ada.command('/people logins failed grace@acme.test')
    await ada.waitsFor('Show all results')
    expect(ada.sees).not.toContain('Success')
    await ada.click('Next page »')
    await ada.waitsFor('« First page')
    await ada.click('« First page')
    await ada.waitsFor('Next page »')
    await ada.click('Show all results')
    await ada.waitsFor('Show failed only')
    await ada.closes()
  })
})
