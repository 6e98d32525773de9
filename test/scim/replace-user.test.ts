import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../src/domain/json.ts'
import type { UserFields } from '../../src/domain/provisioned.ts'
import { kindly } from '../../src/scim/read/reading.ts'
import { readResource } from '../../src/scim/read/resource.ts'
import { storedUser } from '../../src/scim/render/user.resource.ts'
import { userFields } from '../../src/scim/render/user-fields.ts'
import { replacedUser } from '../../src/scim/replace-user.ts'
import { userType } from '../../src/scim/schema/resource-type.ts'
import { urns } from '../../src/scim/schema/urns.ts'

const read = (resource: JsonObject) => readResource(userType, { schemas: [urns.user], ...resource }, kindly)
const whole = {
  userName: 'ada@acme.test',
  externalId: '42',
  name: { givenName: 'Ada', familyName: 'Lovelace' },
  title: 'Analyst',
  active: true,
  emails: [
    { value: 'ada@acme.test', type: 'work', primary: true },
    { value: 'ada@home.test', type: 'other' },
  ],
  phoneNumbers: [{ value: '+442079460000', type: 'mobile' }],
  locale: 'en-GB',
}
const ada = userFields(read(whole), null)
const put = (resource: JsonObject, before: UserFields = ada) => replacedUser(before, read(resource))

test('the same again changes nothing', () => {
  expect(put(whole).changed).toEqual([])
  expect(put(storedUser(ada)).changed).toEqual([])
})

test('what is left out is cleared', () => {
  const { fields, changed } = put({ userName: 'ada@acme.test', emails: whole.emails })
  expect(changed).toEqual(['name', 'title', 'locale', 'phoneNumbers'])
  expect(fields).toMatchObject({ firstName: null, lastName: null, position: null, phone: null, kept: {} })
})

describe('but what a person is known by stays', () => {
  test('externalId and active', () => {
    expect(put({ userName: 'ada@acme.test' }, { ...ada, isActive: false }).fields).toMatchObject({
      externalId: '42',
      isActive: false,
    })
  })

  test('the address, which follows the user name where it was that', () => {
    expect(put({ userName: 'ada@new.test' }).fields.email).toBe('ada@new.test')
    const other = { ...ada, userName: 'ada' }
    expect(put({ userName: 'ada' }, other).fields.email).toBe('ada@acme.test')
  })

  test('the address, where nothing else is said that could be one', () => {
    expect(put({ userName: 'ada', emails: [] }).fields.email).toBe('ada@acme.test')
  })
})

describe('the personal address, which is shown in two places, is changed in either', () => {
  const shown = storedUser(ada)
  const [work] = whole.emails

  test.each([
    [
      'among the emails',
      { ...shown, emails: [{ ...work }, { value: 'new@home.test', type: 'other' }] },
      'new@home.test',
    ],
    ['in the extension', { ...shown, [urns.usher]: { personalAddress: 'new@home.test' } }, 'new@home.test'],
    ['by whoever knows no extension', { userName: 'ada@acme.test', emails: whole.emails }, 'ada@home.test'],
    [
      'by whoever knows no list',
      { userName: 'ada@acme.test', [urns.usher]: { personalAddress: 'ada@home.test' } },
      'ada@home.test',
    ],
    ['nowhere', { userName: 'ada@acme.test' }, null],
  ] as [string, JsonObject, string | null][])('%s', (_, resource, address) => {
    expect(put(resource).fields.deliveryEmail).toBe(address)
  })
})
