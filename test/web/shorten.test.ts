import { expect, test } from 'vitest'
import { shorten } from '../../src/web/org/shorten.ts'

test('what has room stays as it is', () => {
  for (const it of ['', 'Ada', 'Ada Lovelace', 'Zoë', '山田 太郎']) expect(shorten(it, 11)).toBe(it)
})

test('what has none is cut, with a sign, and never within a letter', () => {
  expect(shorten('Ada von Hohenlohe-Schillingsfürst', 11)).toBe('Ada von Hohenlohe-…')
  expect(shorten('W'.repeat(20), 11)).toBe(`${'W'.repeat(10)}…`)
  expect(shorten('i'.repeat(100), 11)).toHaveLength(29)
  expect(shorten('👩'.repeat(20), 11)).toBe(`${'👩'.repeat(10)}…`)
})

test('marks above and below letters take no room', () => {
  const decomposed = 'Zoë Ödön Łukács'.normalize('NFD')
  expect(shorten(decomposed, 10)).toBe(decomposed)
})
