import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, expect, test } from 'vitest'
import { metricsRouter } from '../../src/web/metrics.ts'
import { closeEverything, later } from '../support/later.ts'

afterAll(closeEverything)

const TOKEN = 'a-token-to-read-metrics'

async function open(token: string | null): Promise<number> {
  const web = express()
  web.set('trust proxy', 1)
  web.use(metricsRouter({ text: async () => 'usher_up 1\n', token }))
  const server = createServer(web)
  later(() => new Promise((closed) => server.close(closed)))
  await new Promise<void>((ready) => server.listen(0, () => ready()))
  return (server.address() as AddressInfo).port
}

const ask = (port: number, headers: Record<string, string> = {}): Promise<{ status: number; type: string }> =>
  new Promise((answered, failed) => {
    request({ port, host: '127.0.0.1', path: '/metrics', headers, agent: false }, (answer) => {
      answer.resume()
      answered({ status: answer.statusCode ?? 0, type: answer.headers['content-type'] ?? '' })
    })
      .on('error', failed)
      .end()
  })

test('with a token, whoever has it may read, and nobody else, here or elsewhere', async () => {
  const port = await open(TOKEN)
  expect(await ask(port, { authorization: `Bearer ${TOKEN}` })).toEqual({
    status: 200,
    type: 'text/plain; version=0.0.4; charset=utf-8',
  })
  for (const authorization of ['', 'Bearer ', `Bearer ${TOKEN}x`, `Basic ${TOKEN}`, TOKEN])
    expect((await ask(port, { authorization })).status).toBe(401)
})

test('without one, this machine alone may read, and nobody through a proxy that stands on it', async () => {
  const port = await open(null)
  expect((await ask(port)).status).toBe(200)
  for (const name of ['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'Via'])
    expect((await ask(port, { [name]: '127.0.0.1' })).status).toBe(403)
})
