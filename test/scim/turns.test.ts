import { expect, test } from 'vitest'
import { Turns } from '../../src/scim/http/turns.ts'

/** Whoever has nothing to wait for has had their turn when this is over. */
const settled = () => new Promise((done) => setImmediate(done))

test('two of one name at once, the others in the order they came, and nobody waits for another name', async () => {
  const turns = new Turns(2)
  const ends = new Map<string, () => void>()
  const come = (who: string, name = 'okta') => void turns.take(name).then((end) => ends.set(who, end))
  const leave = async (who: string) => {
    ends.get(who)?.()
    ends.delete(who)
    await settled()
  }
  for (const who of ['a', 'b', 'c', 'd']) come(who)
  come('e', 'entra')
  await settled()
  expect([...ends.keys()]).toEqual(['a', 'b', 'e'])
  // Who comes as a turn ends does not get it.
  const leaving = leave('b')
  come('f')
  await leaving
  expect([...ends.keys()]).toEqual(['a', 'e', 'c'])
  await leave('a')
  await leave('c')
  expect([...ends.keys()]).toEqual(['e', 'd', 'f'])
  for (const who of ['d', 'e', 'f']) await leave(who)
  for (const who of ['g', 'h', 'i']) come(who)
  await settled()
  expect([...ends.keys()], 'as at the beginning').toEqual(['g', 'h'])
})
