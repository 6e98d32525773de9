import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mailDomainOf, rhythmOf } from '../../src/domain/pace.ts'

test('no minute has more letters than it may, and a long line loses none of what it may', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), (perMinute) => {
      const { burst, gapSeconds } = rhythmOf({ atOnce: 1, perMinute })
      const afterBurst = Math.ceil(60 / gapSeconds - 1e-6) - 1
      expect(burst + afterBurst).toBe(perMinute)
      // In the long run about half as many: what is kept back is for whoever comes after a calm minute.
      expect(60 / gapSeconds).toBeGreaterThanOrEqual(perMinute / 2)
    }),
  )
})

test('a domain is one however it is written', () => {
  expect(mailDomainOf('ada@MÜNCHEN.test')).toBe('xn--mnchen-3ya.test')
  expect(mailDomainOf('Ada@Acme.Test')).toBe(mailDomainOf('bob@acme.test'))
  expect(mailDomainOf('nobody')).toBeNull()
})
