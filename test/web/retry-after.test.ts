import { afterAll, beforeAll, expect, test } from 'vitest'
import { Refusal } from '../../src/domain/refusal.ts'
import { addressTries } from '../../src/domain/tries.ts'
import { type House, openHouse } from '../support/house.ts'
import { Browser, formOn } from './browser.ts'
import { type FrontDoor, openFrontDoor } from './front-door.ts'

let house: House
let door: FrontDoor
let fault: Error | null = null
beforeAll(async () => {
  house = await openHouse()
  // A use-case asks for the time inside the house: there it can be told anything.
  const now = () => {
    if (fault) throw fault
    return house.clock.now()
  }
  door = await openFrontDoor(house, { around: (outside) => ({ ...outside, now }) })
})
afterAll(async () => {
  await door.close()
  await house.close()
})

test('too many from one place are told in seconds when the next may come, and then it may', async () => {
  const browser = new Browser(door.url)
  const form = formOn((await browser.get('/sign-in')).body, '/sign-in')
  const attempt = () => browser.send(form, { identifier: 'nobody@retry.test', password: 'x' })
  const told = async () => {
    const { status, headers } = await attempt()
    return [status, headers.get('retry-after')]
  }
  expect(await told()).toEqual([401, null])
  await house.query(`update tries set count = :count where key like 'sign-in from %' returning 1`, {
    count: addressTries.free - 1,
  })
  expect(await told()).toEqual([401, null])
  expect(await told()).toEqual([429, `${addressTries.waitSeconds}`])

  house.clock.moveSeconds(addressTries.waitSeconds - 0.5)
  expect(await told()).toEqual([429, '1'])
  house.clock.moveSeconds(0.5)
  expect(await told()).toEqual([401, null])
})

test('when very busy, in a minute, as the page says', async () => {
  const browser = new Browser(door.url)
  const form = formOn((await browser.get('/sign-in')).body, '/sign-in')
  fault = new Refusal('busy')
  const refused = await browser.send(form, { identifier: 'nobody@retry.test', password: 'x' })
  fault = null
  expect(refused.status).toBe(503)
  expect(refused.text).toContain('try again in a minute')
  expect(refused.headers.get('retry-after')).toBe('60')
})

test('other answers say nothing of it', async () => {
  const browser = new Browser(door.url)
  for (const path of ['/', '/sign-in', '/nowhere'])
    expect((await browser.get(path)).headers.get('retry-after')).toBeNull()
})
