import { describe, expect, test } from 'vitest'
import { NAME_LIMIT, nameFrom } from '../../src/domain/person-name.ts'

describe('a name', () => {
  test.each([
    ['Ada', 'Ada'],
    ['  Ada   Maria \t', 'Ada Maria'],
    ["O'Brien-Núñez", "O'Brien-Núñez"],
    ['Jose\u0301', 'José'],
    ['李', '李'],
    ['Владимир', 'Владимир'],
    ['محمد', 'محمد'],
    ['👩‍🚀', '👩‍🚀'],
    ['Ada\r\nBcc: eve', 'Ada Bcc: eve'],
    ['A\u0000d\u001ba', 'A d a'],
    ['Ada\u2028Eve', 'Ada Eve'],
    ['Ada\u202egnp.exe', 'Ada gnp.exe'],
    ['\u2066Ada\u2069', 'Ada'],
    // Escaping is the business of whoever shows it.
    ['<b>Ada</b>', '<b>Ada</b>'],
    ['x'.repeat(120), 'x'.repeat(120)],
  ])('%j is written %j', (typed, name) => expect(nameFrom('firstName', typed)).toBe(name))

  test.each(['', ' \u00a0\n', '\u0000', '\u202e', 'x'.repeat(121), 'é'.normalize('NFD').repeat(121)])(
    '%j can not be used',
    (typed) =>
      expect(() => nameFrom('lastName', typed)).toThrow(
        expect.objectContaining({ code: 'name-unusable', facts: { field: 'lastName', limit: NAME_LIMIT } }),
      ),
  )

  test.each(['group', 'department'] as const)(
    'of a %s is as long as the longest of any provider',
    (field) => {
      expect(nameFrom(field, 'x'.repeat(256))).toHaveLength(256)
      expect(() => nameFrom(field, 'x'.repeat(257))).toThrow(
        expect.objectContaining({ code: 'name-unusable', facts: { field, limit: 256 } }),
      )
    },
  )

  test('is measured after it was tidied', () =>
    expect(nameFrom('organization', 'é'.normalize('NFD').repeat(120))).toHaveLength(120))
})
