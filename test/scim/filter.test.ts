import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Condition } from '../../src/scim/filter/condition.ts'
import { matches } from '../../src/scim/filter/matches.ts'
import { readElementFilter, readFilter } from '../../src/scim/filter.ts'
import { findAttribute, type Target } from '../../src/scim/schema/find-attribute.ts'
import { groupType, userType } from '../../src/scim/schema/resource-type.ts'
import { costOf, faultOf } from './fault.ts'

/** A condition as one line, so that a table of them can be read. A trailing ~ means: whatever the case. */
function line(it: Condition): string {
  if (it.is === 'and' || it.is === 'or') return `(${it.of.map(line).join(` ${it.is} `)})`
  if (it.is === 'not') return `not ${line(it.of)}`
  if (it.is === 'element') return `${it.target.path}[${line(it.of)}]`
  if (it.is === 'present') return `${it.target.path} pr`
  return `${it.target.path} ${it.by}${it.caseExact ? '' : '~'} ${JSON.stringify(it.value)}`
}
const E = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const U = 'urn:ietf:params:scim:schemas:core:2.0:User'

describe('the filters RFC 7644 prints', () => {
  test.each([
    ['userName eq "bjensen"', 'userName eq~ "bjensen"'],
    ['name.familyName co "O\'Malley"', 'name.familyName co~ "O\'Malley"'],
    ['userName sw "J"', 'userName sw~ "J"'],
    [`${U}:userName sw "J"`, 'userName sw~ "J"'],
    ['title pr', 'title pr'],
    ['meta.lastModified gt "2011-05-13T04:42:34Z"', 'meta.lastModified gt~ "2011-05-13T04:42:34.000Z"'],
    ['meta.lastModified ge "2011-05-13T04:42:34Z"', 'meta.lastModified ge~ "2011-05-13T04:42:34.000Z"'],
    ['meta.lastModified lt "2011-05-13T04:42:34Z"', 'meta.lastModified lt~ "2011-05-13T04:42:34.000Z"'],
    ['meta.lastModified le "2011-05-13T04:42:34Z"', 'meta.lastModified le~ "2011-05-13T04:42:34.000Z"'],
    ['title pr and userType eq "Employee"', '(title pr and userType eq~ "Employee")'],
    ['title pr or userType eq "Intern"', '(title pr or userType eq~ "Intern")'],
    [`schemas eq "${E}"`, `schemas[schemas eq "${E}"]`],
    [
      'userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")',
      '(userType eq~ "Employee" and (emails[emails.value co~ "example.com"] or emails[emails.value co~ "example.org"]))',
    ],
    [
      'userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")',
      '(userType ne~ "Employee" and not (emails[emails.value co~ "example.com"] or emails[emails.value co~ "example.org"]))',
    ],
    [
      'userType eq "Employee" and (emails.type eq "work")',
      '(userType eq~ "Employee" and emails[emails.type eq~ "work"])',
    ],
    [
      'userType eq "Employee" and emails[type eq "work" and value co "@example.com"]',
      '(userType eq~ "Employee" and emails[(emails.type eq~ "work" and emails.value co~ "@example.com")])',
    ],
    [
      'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]',
      '(emails[(emails.type eq~ "work" and emails.value co~ "@example.com")] or ims[(ims.type eq~ "xmpp" and ims.value co~ "@foo.com")])',
    ],
  ])('%s', (filter, understood) => expect(line(readFilter(userType, filter))).toBe(understood))
})

describe('what providers send', () => {
  test.each([
    ['userName eq "ada@x.test"', 'userName eq~ "ada@x.test"'],
    ['externalId eq "AbC"', 'externalId eq "AbC"'],
    ['EXTERNALID EQ "AbC"', 'externalId eq "AbC"'],
    ['NAME.FamilyName Co "x"', 'name.familyName co~ "x"'],
    ['emails[type eq "work"].value eq "a@b"', 'emails[(emails.type eq~ "work" and emails.value eq~ "a@b")]'],
    [
      'emails[type eq "work"].value eq "a@b" and active eq true',
      '(emails[(emails.type eq~ "work" and emails.value eq~ "a@b")] and active eq~ true)',
    ],
    [
      'active eq true and emails[type eq "work"].value eq "a@b"',
      '(active eq~ true and emails[(emails.type eq~ "work" and emails.value eq~ "a@b")])',
    ],
    [
      'not (emails[type eq "work"].value eq "a@b")',
      'not emails[(emails.type eq~ "work" and emails.value eq~ "a@b")]',
    ],
    ['emails[type eq "work"].value pr', 'emails[(emails.type eq~ "work" and emails.value pr)]'],
    ['emails[primary eq true].value sw "a"', 'emails[(emails.primary eq~ true and emails.value sw~ "a")]'],
    ['emails eq "a@b"', 'emails[emails.value eq~ "a@b"]'],
    ['emails pr', 'emails pr'],
    ['emails.value pr', 'emails[emails.value pr]'],
    ['active eq TRUE', 'active eq~ true'],
    ['active ne false', 'active ne~ false'],
    ['title eq null', 'not title pr'],
    ['title ne null', 'title pr'],
    ['emails eq null', 'not emails pr'],
    [`${E}:employeeNumber eq "701984"`, `${E}:employeeNumber eq~ "701984"`],
    [`${E}:manager.value eq "u1"`, `${E}:manager.value eq "u1"`],
    [`${E}:manager eq "u1"`, `${E}:manager.value eq "u1"`],
    [`${E}:department pr`, `${E}:department pr`],
    [E, null],
    ['groups.$ref sw "https"', 'groups[groups.$ref sw "https"]'],
    ['title eq "a" or title eq "b" and title eq "c"', '(title eq~ "a" or (title eq~ "b" and title eq~ "c"))'],
    [
      '(title eq "a" or title eq "b") and title eq "c"',
      '((title eq~ "a" or title eq~ "b") and title eq~ "c")',
    ],
    ['not(title pr) and active eq true', '(not title pr and active eq~ true)'],
    ['  ( ( title   pr ) ) ', 'title pr'],
    ['title\tpr\nand\ractive eq true', '(title pr and active eq~ true)'],
    ['title eq "say \\"hi\\" \\u00e9 \\\\ \\/ \\n"', `title eq~ ${JSON.stringify('say "hi" é \\ / \n')}`],
    ['title eq "and (or) [not] pr"', 'title eq~ "and (or) [not] pr"'],
    ['title eq "p0 eq 0"', 'title eq~ "p0 eq 0"'],
    ['meta.created gt "2011-05-13T04:42:34.5+02:00"', 'meta.created gt~ "2011-05-13T02:42:34.500Z"'],
    ['title gt "m"', 'title gt~ "m"'],
    ['userName eq ""', 'userName eq~ ""'],
    ['id eq "not-a-uuid"', 'id eq "not-a-uuid"'],
  ])('%s', (filter, understood) => {
    if (understood === null)
      expect(faultOf(() => readFilter(userType, filter))).toMatchObject({ scimType: 'invalidFilter' })
    else expect(line(readFilter(userType, filter))).toBe(understood)
  })

  test.each([
    ['displayName eq "Engineers"', 'displayName eq~ "Engineers"'],
    ['members eq "U1"', 'members[members.value eq "U1"]'],
    ['members.value eq "U1"', 'members[members.value eq "U1"]'],
    ['id eq "G" and members eq "U"', '(id eq "G" and members[members.value eq "U"])'],
    [
      'members[value eq "U" and type eq "User"]',
      'members[(members.value eq "U" and members.type eq~ "User")]',
    ],
  ])('of groups: %s', (filter, understood) => expect(line(readFilter(groupType, filter))).toBe(understood))
})

const nested = (depth: number) => `${'('.repeat(depth)}title pr${')'.repeat(depth)}`
const many = (count: number) => Array.from({ length: count }, () => 'title pr').join(' or ')

describe('is refused with invalidFilter', () => {
  test.each([
    '',
    ' ',
    'userName',
    'userName eq',
    'userName eq bjensen',
    "userName eq 'bjensen'",
    'userName eq "a" "b"',
    'userName "a" eq',
    '"a" eq "b"',
    '"x" eq "y" or userName eq "z"',
    'eq eq "x"',
    'userName eq userName',
    'userName is "a"',
    'userName constructor "a"',
    'constructor eq "a"',
    '__proto__ eq "a"',
    '__proto__.polluted eq "a"',
    'userName.constructor eq "a"',
    'unknown eq "a"',
    'name.unknown eq "a"',
    'name eq "a"',
    'password eq "secret"',
    'password pr',
    'active gt true',
    'active co true',
    'active eq "true"',
    'active eq 1',
    'userName eq true',
    'userName eq 5',
    'userName gt null',
    'meta.lastModified gt "yesterday"',
    'meta.lastModified gt "2011-99-99T00:00:00Z"',
    'meta.lastModified gt "2011-02-30T00:00:00Z"',
    'meta.lastModified gt "0000-01-01T00:00:00Z"',
    'meta.lastModified gt "9999-12-31T23:59:59-12:00"',
    'meta.lastModified gt "2011-05-13T04:42:34+99:99"',
    'meta.lastModified co "2011"',
    'meta.lastModified gt "2011-05-13"',
    'emails.primary gt true',
    'x509Certificates.value gt "AA"',
    'title pr and',
    'and title pr',
    'title pr or or title pr',
    'not title pr',
    'title pr not (active eq true)',
    'title pr not (title pr) not (title pr)',
    'not',
    'not ()',
    '()',
    '(title pr',
    'title pr)',
    ')title pr(',
    '[title pr]',
    'emails[',
    'emails[]',
    'emails[type eq "work"',
    'emails[type eq "work")',
    'emails(type eq "work"]',
    'emails[emails.type eq "work"]',
    'emails[unknown eq "work"]',
    'emails[type eq "work"].',
    'emails[type eq "work"].unknown eq "x"',
    'emails[type eq "work"].value',
    'emails[type eq "work"].value[type eq "x"]',
    'emails[type eq "work"]. value eq "x"',
    'emails[type eq "work"] value eq "x"',
    'emails[type[value eq "x"]]',
    'emails[emails[value eq "x"]]',
    'name[givenName eq "x"]',
    'userName[value eq "x"]',
    'userName eq "unterminated',
    'userName eq "bad \\x escape"',
    'userName eq "new\nline"',
    'userName eq "nul \\u0000"',
    'userName eq "half \\ud800"',
    'userName eq "\ud800"',
    'userName\0 eq "a"',
    'userName eq -1 and title pr',
    'userName eq 1e999',
    'userName eq 01',
    'userName eq 1.',
    'userName eq {"a":1}',
    'userName eq ["a"]',
    'userName; drop table users',
    'userName eq "a" -- comment',
    "userName eq 'a' or 1=1",
    '%75serName eq "a"',
    'urn:ietf:params:scim:schemas:core:2.0:Group:displayName eq "a"',
    'employeeNumber eq "1"',
    nested(33),
    many(201),
    `userName eq "${'a'.repeat(4_100)}"`,
  ])('%s', (filter) =>
    expect(faultOf(() => readFilter(userType, filter))).toMatchObject({
      status: 400,
      scimType: 'invalidFilter',
    }),
  )

  test('what is just within the limits is answered', () => {
    expect(line(readFilter(userType, nested(32)))).toBe('title pr')
    expect(readFilter(userType, many(200))).toMatchObject({ is: 'or', of: { length: 200 } })
  })
})

describe('whatever is sent costs little', () => {
  const hostile = {
    'an open quotation and 60 newlines': `userName eq "${'\n'.repeat(60)}`,
    'an open quotation and 4,000 newlines': `userName eq "${'\n'.repeat(4_000)}`,
    'an open quotation and escapes': `userName eq "${'\\a'.repeat(2_000)}`,
    '20,000 parentheses': nested(20_000),
    '4,000 open parentheses': '('.repeat(4_000),
    '4,000 open brackets': 'emails['.repeat(500),
    'a thousand nots': 'not '.repeat(1_000),
    'nots in parentheses': 'not('.repeat(1_000),
    'only quotation marks': '"'.repeat(4_096),
    'only spaces': ' '.repeat(4_096),
    'spaces and nots': `not${' '.repeat(4_000)}`,
    'a long name': `${'a'.repeat(4_000)} pr`,
    'a dotted name': `${'a.'.repeat(2_000)} pr`,
    'a long number': `userName eq ${'1'.repeat(4_000)}`,
    'a number of exponents': `userName eq ${'1e'.repeat(2_000)}`,
    'ands and ors': `${'title pr and title pr or '.repeat(160)}title pr`,
    'values alone': '1 '.repeat(2_000),
    '10 MB': 'userName eq "a" or '.repeat(500_000),
  }
  test.each(Object.entries(hostile))('%s', (_, filter) => {
    expect(costOf(() => readFilter(userType, filter))).toBeLessThan(20)
  })

  const pieces = fc.constantFrom(
    ...[
      'userName',
      'emails',
      'type',
      'value',
      '$ref',
      'active',
      'eq',
      'co',
      'pr',
      'gt',
      'and',
      'or',
      'not',
      'null',
    ],
    ...[
      '(',
      ')',
      '[',
      ']',
      '].',
      '"work"',
      '"',
      '\\',
      '1',
      '-1',
      '1e5',
      'true',
      ' ',
      '\n',
      '.',
      ':',
      '__proto__',
      '\0',
    ],
  )
  const soup = fc.array(pieces, { maxLength: 40 }).map((it) => it.join(' '))
  const dense = fc.array(pieces, { maxLength: 40 }).map((it) => it.join(''))
  test('any text is either understood or refused in words, and never anything else', () => {
    fc.assert(
      fc.property(fc.oneof(soup, dense, fc.string({ unit: 'binary' })), (filter) => {
        const fault = faultOf(() => line(readFilter(userType, filter)))
        return fault === null || fault.scimType === 'invalidFilter'
      }),
      { numRuns: 500 },
    )
  })

  test('any text can be looked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        fc.pre(!text.includes('\0'))
        const filter = `emails[type eq "work"].value eq ${JSON.stringify(text)}`
        const found = readFilter(userType, filter) as Extract<Condition, { is: 'element' }>
        expect(found.of).toMatchObject({ of: [{}, { value: text }] })
      }),
    )
  })
})

describe('an element of a list answers', () => {
  const emails = findAttribute(userType, 'emails') as Target
  const work = { value: 'Ada@Work.test', type: 'work', primary: true }
  test.each([
    ['type eq "work"', true],
    ['type eq "WORK"', true],
    ['type eq "home"', false],
    ['type ne "home"', true],
    ['value co "work"', true],
    ['value sw "ada@"', true],
    ['value ew ".TEST"', true],
    ['value ew ".example"', false],
    ['value gt "a"', true],
    ['value ge "ada@work.test"', true],
    ['value lt "a"', false],
    ['value le "ada@work.test"', true],
    ['primary eq true', true],
    ['primary eq false', false],
    ['display pr', false],
    ['display eq null', true],
    ['display ne "x"', true],
    ['display eq "x"', false],
    ['value pr', true],
    ['type eq "work" and primary eq true', true],
    ['type eq "work" and primary eq false', false],
    ['type eq "home" or primary eq true', true],
    ['not (type eq "work")', false],
  ])('%s', (filter, is) => expect(matches(readElementFilter(emails, filter), work)).toBe(is))

  test('with its case where the schema says so', () => {
    const members = findAttribute(groupType, 'members') as Target
    expect(matches(readElementFilter(members, 'value eq "U1"'), { value: 'u1' })).toBe(false)
    expect(matches(readElementFilter(members, 'value eq "U1"'), { value: 'U1' })).toBe(true)
  })
})
