import { describe, expect, test } from 'vitest'
import { nearest, nearestFew } from '../../../src/slack/words/suggest.ts'

describe('the nearest word', () => {
  test.each([
    ['Admn', 'Admin'],
    ['Amdin', 'Admin'],
    ['admin', 'Admin'],
    ['edIteur', 'Éditeur'],
    ['Mebmer', 'Member'],
    ['Plat', 'Platform'],
    ['Platfrom', 'Platform'],
    ['Platformmm', 'Platform'],
    ['Billling', 'Billing'],
    ['xyz', null],
    ['a', null],
    ['', null],
    ['  ', null],
    ['Platypus', null],
  ])('to %j is %j', (typed, near) => {
    expect(nearest(typed, ['Admin', 'Éditeur', 'Member', 'Platform', 'Billing'])).toBe(near)
  })

  test('two letters are only ever swapped', () => {
    expect(nearest('sa', ['as', 'is'])).toBe('as')
    expect(nearest('is', ['as', 'in'])).toBe(null)
  })

  test('a slip is nearer than a beginning, and of equals the first wins', () => {
    expect(nearestFew('rols', ['rolstone', 'roles', 'rolls'], 3)).toEqual(['roles', 'rolls', 'rolstone'])
    expect(nearestFew('rols', ['rolls', 'roles'], 1)).toEqual(['rolls'])
  })

  test('nobody mistypes what is longer than any name', () => {
    expect(nearest('a'.repeat(40_000), ['a'.repeat(40_001)])).toBe(null)
  })
})
