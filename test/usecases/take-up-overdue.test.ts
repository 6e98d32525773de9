import { pino } from 'pino'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../src/db/id.ts'
import * as outbox from '../../src/db/outbox.ts'
import { takeUpEverything, takeUpOverdue } from '../../src/usecases/messages/take-up-overdue.ts'
import { startWorker, type Worker } from '../../src/worker.ts'
import { openHouse } from '../support/house.ts'
import { until } from '../support/until.ts'

const house = await openHouse()
const { organizationId, ownerId } = await house.organization()
await house.deliverAll()
afterAll(() => house.close())

const log = pino({ level: 'silent' })
let done: string[] = []
let worker: Worker | null = null
beforeEach(() => {
  done = []
})
afterEach(() => worker?.stop())

const works = async () => {
  const deliver = async (payload: unknown) => void done.push((payload as { id: string }).id)
  worker = await startWorker({
    at: { url: house.url, canListen: true, keepsStatements: true },
    tasks: { deliver },
    log,
  })
}

/** One word to the owner, which goes the way of cards: one after the other. */
const promised = async (): Promise<string> => {
  const about = { organizationId, userId: ownerId, kind: 'owner-kept' as const }
  const [posted] = await house.db.transaction((tx) => outbox.post(tx, house.clock.now(), [about]))
  return posted?.id ?? ''
}

/** As a process leaves it that is killed with a card in hand. */
const diesInTheMiddle = async (secondsAgo: number) => {
  await house.query(
    `update graphile_worker._private_job_queues set locked_by = :who, locked_at = now() - make_interval(secs => :secondsAgo)`,
    { who: `dead-${newId(new Date())}`, secondsAgo },
  )
}

// Take openQueues from usecases/messages/take-up-overdue.ts to see it fail.
test('the cards of a reader do not wait for a process that died with one of them in hand', async () => {
  const waiting = await promised()
  await diesInTheMiddle(120)
  house.clock.moveSeconds(60)
  await takeUpOverdue(house.outside())
  await works()
  await until('it is taken up', () => done.includes(waiting), 10)
})

test('one that somebody may still have in hand keeps its turn', async () => {
  await promised()
  await diesInTheMiddle(60)
  house.clock.moveSeconds(60)
  await takeUpOverdue(house.outside())
  const [queue] = await house.query<{ shut: boolean }>(
    `select locked_at is not null shut from graphile_worker._private_job_queues`,
  )
  expect(queue?.shut).toBe(true)
})

test('alone on its database, a process that starts waits for nobody', async () => {
  const waiting = await promised()
  await diesInTheMiddle(1)
  await takeUpEverything(house.outside())
  await works()
  await until('it is taken up', () => done.includes(waiting), 10)
})
