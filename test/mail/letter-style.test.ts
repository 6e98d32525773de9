import { expect, test } from 'vitest'
import { dark, light } from '../../src/mail/letter-style.ts'

/** WCAG 2.2: (lighter + 0.05) / (darker + 0.05) of the relative luminances. */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

test.each([
  ['light', light],
  ['dark', dark],
])('every ink can be read on its ground when it is %s', (_, colours) => {
  const pairs = [
    [colours.ink, colours.card],
    [colours.faint, colours.card],
    [colours.faint, colours.page],
    [colours.accent, colours.card],
    [colours.onAccent, colours.accent],
  ] as const
  for (const [ink, ground] of pairs)
    expect(contrast(ink, ground), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5)
})
