import { expect, test } from 'vitest'
import { instantOf, localMomentOf } from '../../../src/slack/words/local-moment.ts'

test('a moment is what the clock on the wall there shows, and back', () => {
  const at = new Date('2026-11-21T22:30:00Z')
  const there = { year: 2026, month: 11, day: 22, hour: 1, minute: 30 }
  expect(localMomentOf(at, 'Europe/Istanbul')).toEqual(there)
  expect(instantOf(there, 'Europe/Istanbul')).toEqual(at)
})

test('an hour that is skipped is the next one', () => {
  const skipped = { year: 2026, month: 3, day: 29, hour: 2, minute: 30 }
  expect(instantOf(skipped, 'Europe/Berlin')).toEqual(new Date('2026-03-29T01:30:00Z'))
})
