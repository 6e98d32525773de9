import { expect, test } from 'vitest'
import { initialsOf } from '../../src/domain/initials.ts'

const nobody = { displayName: null, firstName: null, lastName: null, email: null, phone: null }

test.each([
  [{ firstName: 'Ada', lastName: 'Lovelace' }, 'AL'],
  [{ firstName: 'Ada', lastName: 'King von Lovelace' }, 'AL'],
  [{ displayName: 'ødegaard' }, 'Ø'],
  [{ firstName: '李', lastName: '小龍' }, '李小'],
  [{ displayName: '🚀 Grace Hopper' }, 'GH'],
  [{ email: 'mia.moss@acme.test' }, 'MM'],
  [{ phone: '+4915112345678' }, '#'],
  [{}, 'S'],
])('%j is %s', (person, initials) => expect(initialsOf({ ...nobody, ...person })).toBe(initials))
