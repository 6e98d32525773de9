import { setTimeout as pause } from 'node:timers/promises'
import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import { startWorker } from '../src/worker.ts'
import { openHouse } from './support/house.ts'
import { until } from './support/until.ts'

const house = await openHouse()
afterAll(() => house.close())
const log = pino({ level: 'silent' })

const add = (name: string) =>
  house.query(`select graphile_worker.add_job('deliver', json_build_object('name', cast(:name as text)))`, {
    name,
  })

/** While it is called otherwise, no ending can be written down. */
const rename = (from: string, to: string) =>
  house.query(`alter table graphile_worker.${from} rename to ${to}`)

// Take overOf from src/worker.ts to see it fail.
test('endings that can not be written down stop it for a moment, not for good; and it can be stopped', async () => {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const deliver = (payload: unknown) => {
    const { name } = payload as { name: string }
    begun.push(name)
    return new Promise<void>((end) => ends.set(name, end))
  }
  const worker = await startWorker({
    at: { url: house.url, canListen: true, keepsStatements: true },
    tasks: { deliver },
    log,
  })
  const first = ['a', 'b', 'c', 'd', 'e']
  for (const it of first) await add(it)
  await until('all are in hand', () => begun.length === 5)

  await rename('_private_jobs', 'somewhere_else')
  for (const it of first) {
    ends.get(it)?.()
    // Each in a batch of its own: they are written down every 20 ms.
    await pause(60)
  }
  await rename('somewhere_else', '_private_jobs')

  await add('after')
  await until('it goes on', () => begun.includes('after'), 10)
  ends.get('after')?.()
  const before = performance.now()
  await worker.stop()
  expect(performance.now() - before).toBeLessThan(5_000)
})
