import { expect, test } from 'vitest'
import { dark as letterDark, light as letterLight } from '../../src/mail/letter-style.ts'
import { dark, light } from '../../src/web/frame/colours.ts'

const channel = (hex: string): number => {
  const part = Number.parseInt(hex, 16) / 255
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}
const luminance = (colour: string): number => {
  const [red = '', green = '', blue = ''] = colour.slice(1).match(/../g) ?? []
  return 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue)
}
const contrast = (one: string, other: string): number => {
  const [less = 0, more = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (more + 0.05) / (less + 0.05)
}

const inks = ['ink', 'faint', 'accent', 'alarm'] as const
const pairs = (['page', 'card'] as const).flatMap((ground) => inks.map((ink) => [ink, ground] as const))

test.each([
  ['light', light],
  ['dark', dark],
])('%s: every word can be read, every edge seen', (_, it) => {
  for (const [ink, ground] of pairs)
    expect(contrast(it[ink], it[ground]), `${ink} on ${ground}`).toBeGreaterThan(4.5)
  expect(contrast(it.onAccent, it.accent)).toBeGreaterThan(4.5)
  expect(contrast(it.onAccent, it.press)).toBeGreaterThan(4.5)
  expect(contrast(it.accent, it.tint)).toBeGreaterThan(4.5)
  expect(contrast(it.ink, it.tint)).toBeGreaterThan(4.5)
  expect(contrast(it.alarm, it.alarmTint)).toBeGreaterThan(4.5)
  for (const ground of ['page', 'card'] as const) expect(contrast(it.edge, it[ground])).toBeGreaterThan(3)
})

test('letters and pages are of one house', () => {
  for (const name of ['page', 'ink', 'accent', 'onAccent'] as const) {
    expect(light[name]).toBe(letterLight[name])
    expect(dark[name]).toBe(letterDark[name])
  }
})
