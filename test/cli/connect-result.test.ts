import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { connectors } from '../../connectors/index.ts'
import { connectResult } from '../../src/cli/connect-result.view.ts'

const shown = (id: keyof typeof connectors, baseUrl = 'https://usher.acme.example/scim/v2') =>
  connectResult({
    name: connectors[id].name,
    organizationName: 'Acme',
    baseUrl,
    token: `scim_${'x'.repeat(43)}`,
    steps: connectors[id].steps(baseUrl),
  })

/** Rewritten with UPDATE_GOLDEN=1. */
function expectGolden(name: string, text: string): void {
  const path = `${import.meta.dirname}/golden/${name}.txt`
  if (process.env.UPDATE_GOLDEN) {
    mkdirSync(`${import.meta.dirname}/golden`, { recursive: true })
    writeFileSync(path, `${text}\n`)
  }
  expect(`${text}\n`).toBe(readFileSync(path, 'utf8'))
}

describe('what usher connect prints', () => {
  test.each(['okta', 'entra', 'generic'] as const)('reads as it did for %s', (id) => {
    expectGolden(`connect-${id}`, shown(id))
  })

  test.each(Object.keys(connectors) as (keyof typeof connectors)[])(
    'for %s says all there is to do, in lines that fit',
    (id) => {
      const text = shown(id)
      const flat = text.replace(/\s+/g, ' ')
      for (const step of connectors[id].steps('https://usher.acme.example/scim/v2')) {
        const said = [
          step.title,
          ...step.lines,
          ...(step.pitfalls ?? []),
          ...(step.switches ?? []).map((it) => it.why),
          ...(step.map ?? []).flatMap((it) => [it.from, it.to]),
          ...(step.paste ?? []).map((it) => it.field),
        ]
        for (const it of said) expect(flat).toContain(it.replace(/\s+/g, ' '))
      }
      const tooLong = text.split('\n').filter((it) => it.length > 100)
      expect(tooLong).toEqual([])
    },
  )

  test('says so when no provider reaches this machine', () => {
    expect(shown('okta', 'http://localhost:3000/scim/v2')).toContain('Set PUBLIC_URL')
    expect(shown('okta', 'http://usher.acme.example/scim/v2')).toContain('want HTTPS')
    expect(shown('okta')).not.toContain('PUBLIC_URL')
  })
})
