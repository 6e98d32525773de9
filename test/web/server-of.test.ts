import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { expect, test } from 'vitest'
import { serverOf } from '../../src/web/server-of.ts'

test('what comes in is express’s own from the start, and no request is made into it', async () => {
  const app = express()
  const server = serverOf(app, app, { maxHeaderSize: 2_000 })
  const before: unknown[] = []
  server.prependListener('request', (req, res) =>
    before.push(Object.getPrototypeOf(req), Object.getPrototypeOf(res)),
  )
  const after: unknown[] = []
  app.get('/', (req, res) => {
    after.push(Object.getPrototypeOf(req), Object.getPrototypeOf(res))
    res.status(201).json({ host: req.hostname, isOurs: req.app === app && res.app === app })
  })
  server.listen(0)
  await once(server, 'listening')
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  try {
    const answer = await fetch(url)
    expect([answer.status, await answer.json()]).toEqual([201, { host: 'localhost', isOurs: true }])
    expect(before).toHaveLength(2)
    expect(after[0]).toBe(before[0])
    expect(after[1]).toBe(before[1])
    expect((await fetch(url, { headers: { long: 'x'.repeat(3_000) } })).status).toBe(431)
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
