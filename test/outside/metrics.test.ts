import { afterAll, expect, test } from 'vitest'
import { closeEverything } from '../support/later.ts'
import { MailServer } from '../support/mail-server.ts'
import { initAcme, invite } from '../support/people.ts'
import { until } from '../support/until.ts'
import { newPlace } from '../support/usher-process.ts'

afterAll(closeEverything)

const METRICS_TOKEN = 'a-token-to-read-metrics'

test('/metrics tells what happened at each door, and names nobody', { timeout: 90_000 }, async () => {
  const mail = await MailServer.start()
  const place = await newPlace({ METRICS_TOKEN, SMTP_URL: mail.url, MAIL_FROM: 'usher@acme.test' })
  const usher = await place.start()
  const metrics = async () => {
    const answer = await fetch(`${usher.url}/metrics`, {
      headers: { authorization: `Bearer ${METRICS_TOKEN}` },
    })
    return answer.text()
  }
  await initAcme(place)
  await invite(place, 'ada@acme.test')
  await until('the letter has come', () => mail.takenBy('ada@acme.test').length === 1)
  const { json } = await place.json<{ connectionId: string; baseUrl: string; token: string }>(
    'connect',
    'okta',
  )
  const scim = (token: string) =>
    fetch(`${json.baseUrl}/Users/nobody`, { headers: { authorization: `Bearer ${token}` } })
  expect([(await scim(json.token)).status, (await scim('scim_wrong')).status]).toEqual([404, 401])
  expect((await fetch(`${usher.url}/metrics`)).status).toBe(401)
  await until('all of it is counted', async () =>
    (await metrics()).includes('usher_deliveries_total{kind="invitation",result="sent"} 1'),
  )

  const text = await metrics()
  expect(text).toContain(`usher_scim_requests_total{connection="${json.connectionId}",result="refused"} 1`)
  expect(text).toContain('usher_scim_requests_total{connection="nobody",result="refused"} 1')
  expect(text).toContain('usher_http_requests_total{door="scim",status="404"} 1')
  expect(text).toContain('usher_http_requests_total{door="machine",status="401"} 1')
  expect(text).toMatch(/^usher_queue_messages\{state="due"\} 0$/m)
  expect(text).toMatch(/^usher_database_up 1$/m)
  expect(text).toMatch(/^usher_database_pool_most 20$/m)
  for (const it of ['@', 'acme', 'inv_', 'okta', json.token.slice(0, 10), METRICS_TOKEN])
    expect(text).not.toContain(it)
  const line = /^(#.*|[a-z_]+(\{([a-z_]+="[^"\n]*",?)*\})? [0-9.e+-]+)$/
  expect(
    text
      .trimEnd()
      .split('\n')
      .filter((it) => !line.test(it)),
  ).toEqual([])
  await usher.term()
})
