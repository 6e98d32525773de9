import { expect, test } from 'vitest'
import { answerType, isForm, isJson } from '../../../src/scim/http/media-type.ts'

test.each([
  [undefined, true],
  ['', true],
  ['application/scim+json', true],
  ['application/json', true],
  ['application/json; charset=utf-8', true],
  ['APPLICATION/SCIM+JSON;charset="UTF-8"', true],
  ['application/scim+json ; charset=ISO-8859-1', true],
  ['text/plain', false],
  ['application/xml', false],
  ['application/x-www-form-urlencoded', false],
  ['application/scim+xml', false],
])('a body of %s is JSON: %s', (type, is) => expect(isJson(type)).toBe(is))

test.each([
  [undefined, 'application/scim+json'],
  ['', 'application/scim+json'],
  ['*/*', 'application/scim+json'],
  ['application/*', 'application/scim+json'],
  ['application/scim+json', 'application/scim+json'],
  ['application/scim+json, application/json', 'application/scim+json'],
  ['application/json, */*;q=0.1', 'application/scim+json'],
  ['application/json', 'application/json'],
  ['application/json; charset=utf-8', 'application/json'],
  ['text/html, application/json', 'application/json'],
  ['text/html', 'application/scim+json'],
])('to %s is answered %s', (accept, type) => expect(answerType(accept)).toBe(type))

test('a form is a form with a charset too', () => {
  expect(isForm('application/x-www-form-urlencoded; charset=utf-8')).toBe(true)
  expect(isForm('application/json')).toBe(false)
  expect(isForm(undefined)).toBe(false)
})
