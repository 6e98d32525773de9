import { expect, test } from 'vitest'
import { WrongTries } from '../../../src/scim/http/wrong-tries.ts'

const many = (tries: WrongTries, ip: string | null, count: number, now = 0) => {
  for (let it = 0; it < count; it++) tries.count(ip, `token ${it}`, now)
}

test('thirty different wrong tokens in a minute are enough, until the minute is over', () => {
  const tries = new WrongTries()
  many(tries, '192.0.2.1', 29)
  expect(tries.waitSeconds('192.0.2.1', 0)).toBeNull()
  many(tries, '192.0.2.1', 30)
  expect(tries.waitSeconds('192.0.2.1', 0)).toBe(60)
  expect(tries.waitSeconds('192.0.2.1', 59_001)).toBe(1)
  expect(tries.waitSeconds('192.0.2.1', 60_000)).toBeNull()
  expect(tries.waitSeconds('192.0.2.2', 0)).toBeNull()
})

test('one token that was revoked is one try, however often it comes', () => {
  const tries = new WrongTries()
  for (let it = 0; it < 1_000; it++) tries.count('192.0.2.1', 'the same', it)
  expect(tries.waitSeconds('192.0.2.1', 1_000)).toBeNull()
})

test('somebody with IPv6 can not change places within what is theirs', () => {
  const tries = new WrongTries()
  for (let it = 0; it < 30; it++) tries.count(`2001:db8:1:2::${it}`, `token ${it}`, 0)
  expect(tries.waitSeconds('2001:db8:1:2:ffff::1', 0)).toBe(60)
  expect(tries.waitSeconds('2001:db8:1:3::1', 0)).toBeNull()
})

test('ten thousand addresses are remembered, and those that came first are forgotten', () => {
  const tries = new WrongTries()
  many(tries, '192.0.2.1', 30)
  for (let it = 0; it < 10_000; it++) tries.count(`10.${it >> 16}.${(it >> 8) & 255}.${it & 255}`, 'x', 0)
  expect(tries.waitSeconds('192.0.2.1', 0)).toBeNull()
})
