import { describe, expect, test } from 'vitest'
import { helpEntries, words } from '../../../src/slack/words/help.ts'
import { type PeopleWords, readPeople } from '../../../src/slack/words/read-people.ts'
import { known, now } from './understood.ts'

const read = (text: string) => readPeople(text, now, known)
const targets = (asked: PeopleWords) => ('targets' in asked ? said(asked.targets) : null)
const filters = (asked: PeopleWords) => ('filters' in asked ? said(asked.filters) : null)
/** Without what nobody said anything about. */
const said = (it: object) =>
  Object.fromEntries(
    Object.entries(it).filter(
      ([, value]) => ![null, false, ''].includes(value) && !(Array.isArray(value) && value.length === 0),
    ),
  )

describe('the first word', () => {
  test('nothing is the form', () => {
    for (const text of ['', '  ', '\n', '\u00a0', '\u200b']) expect(read(text)).toEqual({ word: 'form' })
  })

  test.each(words)('%s is known, whatever its case, with a slash or a colon too', (word) => {
    for (const text of [word, word.toUpperCase(), `/${word}`, `${word}:`, ` ${word} `, `--${word}`])
      expect(read(text).word).toBe(word)
  })

  test('every other word for it means the same, and no word means two things', () => {
    const all = helpEntries.flatMap((it) => [it.word, ...it.also])
    expect(new Set(all).size).toBe(all.length)
    for (const it of helpEntries) for (const also of it.also) expect(read(also).word).toBe(it.word)
  })

  test.each([
    ['inviet ada@x.test', 'invite'],
    ['pendng', 'pending'],
    ['pnding', 'pending'],
    ['resnd all', 'resend'],
    ['cancle ada@x.test', 'cancel'],
    ['lsit', 'list'],
    ['serach ada', 'find'],
    ['sesions', 'sessions'],
    ['sess', 'sessions'],
    ['loggins', 'logins'],
    ['roels', 'roles'],
    ['grups', 'groups'],
    ['exprt', 'export'],
    ['setings', 'settings'],
    ['hlep', 'help'],
    ['suspned bob', 'suspend'],
    ['xyzzy', null],
    ['promote ada@x.test', null],
    ['qq', null],
  ])('%s is unknown, and %s is suggested', (text, suggestion) => {
    expect(read(text)).toEqual({ word: 'unknown', typed: text.split(' ')[0], suggestion, rest: text })
  })

  test.each([
    'ada@x.test as Admin',
    '<mailto:ada@x.test|ada@x.test> as Admin',
    'Ada@<http://x.test|x.test> as Admin',
    '&lt;ada@x.test&gt; as Admin',
    '"Ada Lovelace" &lt;<mailto:ada@x.test|ada@x.test>&gt; as Admin',
    'invite ada@x.test as Admin',
    'invite\nada@x.test\nas Admin',
  ])('%s invites', (text) => {
    const asked = read(text)
    expect(asked).toMatchObject({ word: 'invite', invite: { roles: ['Admin'], unreadable: [] } })
    expect(asked.word === 'invite' && asked.invite.addresses.map((it) => it.toLowerCase())).toEqual([
      'ada@x.test',
    ])
  })

  test('a mention as the first word is no word', () => {
    expect(read('<@U1|ada>')).toMatchObject({ word: 'unknown', typed: '@ada', rest: '@ada' })
  })
})

describe('what follows the word', () => {
  test.each([
    ['resend ada@x.test', { people: ['ada@x.test'] }],
    ['resend ada@x.test bob@y.test', { people: ['ada@x.test', 'bob@y.test'] }],
    ['resend <mailto:ada@x.test|ada@x.test>, bob@y.test', { people: ['ada@x.test', 'bob@y.test'] }],
    ['resend invitation to ada@x.test', { people: ['ada@x.test'] }],
    ['resend to ada@x.test', { people: ['ada@x.test'] }],
    ['resend all', { isAll: true }],
    ['resend', {}],
    ['cancel ada@x.test "wrong address"', { people: ['ada@x.test'], why: 'wrong address' }],
    ['revoke ada@x.test “a” “b”', { people: ['ada@x.test'], why: 'a\nb' }],
    ['show Ada Lovelace', { people: ['Ada Lovelace'] }],
    ['show "Ada Lovelace"', { people: ['Ada Lovelace'] }],
    ['show Ada Lovelace <ada@x.test>', { people: ['ada@x.test'] }],
    ['show <@U1|ada>', { mentions: [{ userId: 'U1', name: 'ada' }] }],
    ['show @ada', { mentions: [{ userId: null, name: 'ada' }] }],
    ['user me', { isMe: true }],
    ['suspend Ada Lovelace, Bob and carol@z.test', { people: ['Ada Lovelace', 'Bob', 'carol@z.test'] }],
    ['disable ada@x.test "left us"', { people: ['ada@x.test'], why: 'left us' }],
    ['enable user ada@x.test', { people: ['ada@x.test'] }],
    ['delete ada@x.test', { people: ['ada@x.test'] }],
    ['reset password for ada@x.test', { people: ['ada@x.test'] }],
    ['reset ada@x.test', { people: ['ada@x.test'] }],
    ['sessions', {}],
    ['sessions of Ada Lovelace', { people: ['Ada Lovelace'] }],
    ['sessions mine', { isMe: true }],
    ['logins ada@x.test', { people: ['ada@x.test'] }],
  ])('%s', (text, expected) => expect(targets(read(text))).toEqual(expected))

  test.each([
    ['list', {}],
    ['list ada', { search: 'ada' }],
    ['list pending', { status: 'pending' }],
    ['list pending invitation ada', { status: 'pending invitation', search: 'ada' }],
    ['list status:pending', { status: 'pending' }],
    ['list status: pending', { status: 'pending' }],
    ['list is:Suspended', { status: 'suspended' }],
    ['list status:pendign', { status: 'pendign', suggestions: [{ typed: 'pendign', meant: 'pending' }] }],
    ['list role:Admin', { role: 'Admin' }],
    ['list role:admin and billing', { role: 'Admin and Billing' }],
    ['list role:Admn', { role: 'Admn', suggestions: [{ typed: 'Admn', meant: 'Admin' }] }],
    ['list team:"Core Platform" ada', { team: 'Core Platform', search: 'ada' }],
    ['list team:“core platform”', { team: 'Core Platform' }],
    ['list team:Core Platform ada l', { team: 'Core Platform', search: 'ada l' }],
    [
      'list dept:Engineering unit:Berlin site:New York',
      { department: 'Engineering', unit: 'Berlin', site: 'New York' },
    ],
    [
      'ls status:active role:Member lovelace +49 170',
      { status: 'active', role: 'Member', search: 'lovelace +49 170' },
    ],
    ['list roel:Admin', { unreadable: ['roel:Admin'], suggestions: [{ typed: 'roel', meant: 'role' }] }],
    ['list role:', { unreadable: ['role:'] }],
    ['list role:Admin role:Member', { role: 'Admin', unreadable: ['role:Member'] }],
    ['find active', { search: 'active' }],
    ['find <mailto:ada@x.test|ada@x.test>', { search: 'ada@x.test' }],
    ['find @x.test', { search: '@x.test' }],
    ['find R&amp;D', { search: 'R&D' }],
    ['pending', {}],
    ['invites expired', { status: 'expired' }],
    ['pending status:"awaiting approval" ada', { status: 'awaiting approval', search: 'ada' }],
    ['export status:active', { status: 'active' }],
  ])('%s', (text, expected) => expect(filters(read(text))).toEqual(expected))

  test.each([
    ['logins failed', { word: 'logins', onlyFailed: true }],
    [
      'logins failed for ada@x.test',
      { word: 'logins', onlyFailed: true, targets: { people: ['ada@x.test'] } },
    ],
    ['groups', { word: 'groups', kind: null, text: '' }],
    ['groups Platform', { word: 'groups', kind: null, text: 'Platform' }],
    ['groups teams', { word: 'groups', kind: 'team', text: '' }],
    ['teams', { word: 'groups', kind: 'team', text: '' }],
    ['departments R&amp;D', { word: 'groups', kind: 'department', text: 'R&D' }],
    ['roles Admin', { word: 'roles', text: 'Admin' }],
    ['org Ada Lovelace', { word: 'org', text: 'Ada Lovelace' }],
    ['audit <mailto:ada@x.test|ada@x.test>', { word: 'audit', text: 'ada@x.test' }],
    ['settings', { word: 'settings', text: '' }],
    ['help', { word: 'help', about: null, unknown: null }],
    ['?', { word: 'help', about: null, unknown: null }],
    ['help invite', { word: 'help', about: 'invite', unknown: null }],
    ['help users', { word: 'help', about: 'list', unknown: null }],
    ['help invte', { word: 'help', about: null, unknown: { typed: 'invte', suggestion: 'invite' } }],
    ['add', { word: 'add', invite: { addresses: [] } }],
    [
      'add user ada@x.test as Admin',
      { word: 'add', invite: { addresses: ['ada@x.test'], roles: ['Admin'], unreadable: [] } },
    ],
    ['create ada@x.test in Core', { word: 'create', invite: { addresses: ['ada@x.test'], teams: ['Core'] } }],
    ['import', { word: 'import' }],
    ['sync', { word: 'sync' }],
  ])('%s', (text, expected) => expect(read(text)).toMatchObject(expected))
})
