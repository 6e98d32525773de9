import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, expect, test } from 'vitest'
import { type Health, healthRouter } from '../../src/web/health.ts'
import { closeEverything, later } from '../support/later.ts'
import { until } from '../support/until.ts'

afterAll(closeEverything)

const well = async () => ({ ok: true, reply: 'welcome' })
const ill = (reply: string) => async () => ({ ok: false, reply })

async function readiness(more: Partial<Health> = {}) {
  const web = express()
  const health: Health = {
    ...{ isMigrated: async () => true, isStopping: () => false, queue: () => 'ok' },
    ...{ mail: { check: well }, slack: { check: well }, ...more },
  }
  web.use(healthRouter(health))
  const server = createServer(web)
  later(() => new Promise((closed) => server.close(closed)))
  await new Promise<void>((ready) => server.listen(0, () => ready()))
  const { port } = server.address() as AddressInfo
  const ask = async () => {
    const answer = await fetch(`http://localhost:${port}/readyz`, { headers: { connection: 'close' } })
    return { ...((await answer.json()) as object), status: answer.status }
  }
  let last = await ask()
  await until('mail and Slack were asked', async () => {
    last = await ask()
    return !JSON.stringify(last).includes('not asked yet')
  })
  return last
}

test('all is well', async () => {
  expect(await readiness()).toEqual({ status: 200, database: 'ok', queue: 'ok', mail: 'ok', slack: 'ok' })
})

test('mail, Slack or the queue being down is named, and keeps nobody from being served', async () => {
  const parts = {
    mail: { check: ill('mail.example:587 does not answer') },
    slack: { check: ill('Slack says token_revoked') },
    queue: () => 'begins anew',
  }
  expect(await readiness(parts)).toMatchObject({
    status: 200,
    mail: 'mail.example:587 does not answer',
    slack: 'Slack says token_revoked',
    queue: 'begins anew',
  })
})

test('without its database, or with migrations missing, nobody is sent here', async () => {
  const lost = { isMigrated: () => Promise.reject(new Error('gone')) }
  expect(await readiness(lost)).toMatchObject({ status: 503, database: 'unreachable' })
  const old = { isMigrated: async () => false }
  expect(await readiness(old)).toMatchObject({ status: 503, database: 'migrations are missing' })
  expect(await readiness({ isStopping: () => true })).toMatchObject({ status: 503, stopping: true })
})
