import { expect, test } from 'vitest'
import { doorOf } from '../../src/meters/count-requests.ts'
import { Counter, Gauges, Histogram } from '../../src/meters/meter.ts'

test('a counter writes what Prometheus reads, whatever stands in a label', () => {
  const letters = new Counter<'result'>('letters_total', 'Letters.')
  letters.add({ result: 'sent' })
  letters.add({ result: 'sent' }, 2)
  letters.add({ result: 'a "b"\\\n' })
  expect(letters.text()).toBe(
    [
      '# HELP letters_total Letters.',
      '# TYPE letters_total counter',
      'letters_total{result="sent"} 3',
      'letters_total{result="a \\"b\\"\\\\\\n"} 1',
    ].join('\n'),
  )
})

test('whatever comes beyond its room is counted together, so that no caller fills the memory', () => {
  const requests = new Counter<'path'>('requests_total', 'Requests.')
  for (let i = 0; i < 1_000; i++) requests.add({ path: `/${i}` })
  const lines = requests.text().split('\n').slice(2)
  expect(lines).toHaveLength(401)
  expect(lines.at(-1)).toBe('requests_total{path="other"} 600')
})

test('a histogram counts upwards, each end with all below it', () => {
  const waits = new Histogram<'door'>('wait_seconds', 'Waiting.', [0.1, 1])
  for (const seconds of [0.05, 0.1, 0.5, 7]) waits.note({ door: 'web' }, seconds)
  expect(waits.text().split('\n').slice(1)).toEqual([
    '# TYPE wait_seconds histogram',
    'wait_seconds_bucket{door="web",le="0.1"} 2',
    'wait_seconds_bucket{door="web",le="1"} 3',
    'wait_seconds_bucket{door="web",le="+Inf"} 4',
    'wait_seconds_sum{door="web"} 7.65',
    'wait_seconds_count{door="web"} 4',
  ])
})

test('what can not be looked up is left out, and nothing else with it', async () => {
  const broken = new Gauges({ depth: 'Depth.' }, () => Promise.reject(new Error('gone')))
  expect(await broken.text()).toBe('# HELP depth Depth.\n# TYPE depth gauge')
})

test.each([
  ['/slack/events', 'slack'],
  ['/slack/install', 'web'],
  ['/SCIM/v2/Users/1', 'scim'],
  ['/i/inv_secret', 'web'],
  ['/', 'web'],
  ['/metrics', 'machine'],
  ['/playground/mailbox', 'playground'],
])('%s is for the door %s', (path, door) => expect(doorOf(path)).toBe(door))
