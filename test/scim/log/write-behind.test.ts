import { expect, test } from 'vitest'
import { WriteBehind } from '../../../src/scim/log/write-behind.ts'

interface Opening {
  batch?: number
  room?: number
  write?(items: number[]): Promise<void>
  worthWriting?(items: number[]): number[]
}

function opened({
  batch = 100,
  room = 1_000,
  write = async () => {},
  worthWriting = (items) => items,
}: Opening = {}) {
  const written: number[][] = []
  const troubles: number[] = []
  const behind = new WriteBehind<number>({
    everyMs: 60_000,
    batch,
    room,
    worthWriting,
    write: async (items) => {
      await write(items)
      written.push(items)
    },
    trouble: (_fault, lost) => troubles.push(lost),
  })
  return { behind, written, troubles }
}

const aTurn = () => new Promise((next) => setImmediate(next))

test('what is added waits, and is written together', async () => {
  const { behind, written } = opened()
  for (const it of [1, 2, 3]) behind.add(it)
  await aTurn()
  expect(written).toEqual([])
  await behind.flush()
  expect(written).toEqual([[1, 2, 3]])
})

test('a full batch does not wait', async () => {
  const { behind, written } = opened({ batch: 3 })
  for (const it of [1, 2, 3]) behind.add(it)
  await aTurn()
  expect(written).toEqual([[1, 2, 3]])
})

test('of a full batch only what is worth writing waits, and nobody calls the rest lost', async () => {
  const { behind, written, troubles } = opened({ batch: 4, worthWriting: (items) => items.slice(-2) })
  for (const it of [1, 2, 3, 4, 5, 6, 7]) behind.add(it)
  await aTurn()
  expect(written).toEqual([])
  await behind.flush()
  expect([written, troubles]).toEqual([[[5, 6, 7]], []])
})

test('one thing is written at a time, and what came meanwhile goes next', async () => {
  let finish = () => {}
  const gate = new Promise<void>((done) => {
    finish = done
  })
  const { behind, written } = opened({ batch: 2, write: () => gate })
  for (const it of [1, 2, 3, 4, 5]) behind.add(it)
  finish()
  await behind.flush()
  expect(written).toEqual([
    [1, 2],
    [3, 4, 5],
  ])
})

test('a database that is away costs what was to be written, and no more memory than was allowed', async () => {
  const { behind, written, troubles } = opened({
    batch: 10_000,
    room: 100,
    write: () => Promise.reject(new Error('away')),
  })
  for (let it = 0; it < 500; it++) behind.add(it)
  await behind.flush()
  expect([written, troubles]).toEqual([[], [500]])
  // Told once in a while, not each time.
  behind.add(1)
  await behind.flush()
  expect(troubles).toEqual([500])
})

test('flushing nothing is over at once', async () => {
  const { behind, written } = opened()
  await behind.flush()
  expect(written).toEqual([])
})
