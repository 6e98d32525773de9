import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openMeasures } from '../../src/meters/measures.ts'

const read = (name: string) => readFileSync(join(import.meta.dirname, '../../src/meters', name), 'utf8')

const measures = openMeasures({
  queue: async () => ({ due: 1, later: 2, oldestSeconds: 3, reminderSeconds: 4, pausedDomains: 5 }),
  pool: () => ({ used: 1, free: 2, waiting: 3, most: 4 }),
})

/** As they can be asked for: a histogram is asked for by its parts. */
const known = async (): Promise<string[]> =>
  [...(await measures.text()).matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
    type === 'histogram' ? ['_bucket', '_sum', '_count'].map((it) => name + it) : [name],
  )
const namesIn = (text: string) => [...new Set(text.match(/\busher_\w+/g) ?? [])]

describe('the dashboard', () => {
  const dashboard = JSON.parse(read('grafana-dashboard.json'))
  const queries: string[] = dashboard.panels.flatMap((it: { targets: { expr: string }[] }) =>
    it.targets.map(({ expr }) => expr),
  )

  test('asks only for what /metrics has, and leaves nothing of it out', async () => {
    const names = await known()
    const asked = namesIn(JSON.stringify(dashboard))
    expect(asked.filter((it) => !names.includes(it))).toEqual([])
    const shown = (name: string) => asked.includes(name) || /_(sum|count)$|_up$/.test(name)
    expect(names.filter((it) => !shown(it) && !it.startsWith('usher_http_request_seconds'))).toEqual([])
  })

  test('has balanced queries and panels of their own', () => {
    expect(queries.filter((it) => !isBalanced(it))).toEqual([])
    const ids = dashboard.panels.map((it: { id: number }) => it.id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

/** As much of YAML as the file uses, and nothing else: what is no such line is a mistake. */
const rule =
  / {6}- alert: (?<alert>Usher\w+)\n {8}expr: (?<expr>[^\n#]+)\n(?: {8}for: \d+m\n)? {8}labels: \{ severity: (?:page|ticket) \}\n {8}annotations:\n {10}summary: '(?<summary>[^'\n]+)'\n {10}action: '(?<action>[^'\n]+)'\n/g

describe('the alert rules', () => {
  const rules = read('prometheus-alerts.yml')
  const found = [...rules.matchAll(rule)].map(({ groups }) => groups as Record<string, string>)

  test('are read to the last line', () => {
    expect(found.length).toBeGreaterThan(8)
    expect(rules.replace(rule, '').replace(/^#.*\n/, '')).toBe('groups:\n  - name: usher\n    rules:\n')
    expect(new Set(found.map((it) => it.alert)).size).toBe(found.length)
  })

  test('ask only for what /metrics has, in queries that close what they open', async () => {
    const names = await known()
    for (const { alert, expr = '' } of found) {
      expect([alert, namesIn(expr).filter((it) => !names.includes(it))]).toEqual([alert, []])
      expect([alert, isBalanced(expr)]).toEqual([alert, true])
      expect(`${alert}: ${expr}`).toMatch(/ (>|==) [\d.]+$/)
    }
  })
})

function isBalanced(query: string): boolean {
  const bare = query.replace(/"[^"]*"/g, '')
  const open: string[] = []
  const pairs: Record<string, string> = { ')': '(', ']': '[', '}': '{' }
  for (const it of bare) {
    if ('([{'.includes(it)) open.push(it)
    else if (it in pairs && open.pop() !== pairs[it]) return false
  }
  return open.length === 0 && !bare.includes('"')
}
