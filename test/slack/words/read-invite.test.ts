import { describe, expect, test } from 'vitest'
import { type InviteWords, readAddresses, readInvite } from '../../../src/slack/words/read-invite.ts'
import { at, known, now, understood } from './understood.ts'

const a = 'ada@x.test'
const b = 'bob@y.test'
const both = { addresses: [a, b] }
const one = { addresses: [a] }
type Rows = [typed: string, read: Partial<InviteWords>][]

describe('addresses', () => {
  const rows: Rows = [
    ['', {}],
    ['   \n\t ', {}],
    [',;,', {}],
    [a, one],
    [`${a}, ${b}`, both],
    [`${a},${b}`, both],
    [`${a};${b}`, both],
    [`${a} ${b}`, both],
    [`${a}\n${b}`, both],
    [`${a}\r\n${b}\r\n`, both],
    [`${a}\t${b}`, both],
    [`${a}，${b}`, both],
    [`${a}、${b}`, both],
    [`${a}；${b}`, both],
    [`${a} | ${b}`, both],
    [`${a} and ${b}`, both],
    [`${a} AND ${b}`, both],
    [`${a} & ${b}`, both],
    [`${a} &amp; ${b}`, both],
    [`${a} + ${b}`, both],
    [`${a} / ${b}`, both],
    [`${a}, and ${b}`, both],
    [`${a} also ${b}`, both],
    [`please invite ${a} and ${b}, thanks`, both],
    [`- ${a}\n- ${b}`, both],
    [`* ${a}\n* ${b}`, both],
    [`• ${a}\n• ${b}`, both],
    [`◦ ${a} ▪ ${b}`, both],
    [`1. ${a}\n2. ${b}`, both],
    [`1) ${a}\n2) ${b}`, both],
    [`&gt; ${a}\n&gt; ${b}`, both],
    [`${a}\u00a0${b}`, both],
    [`${a}\u2003${b}`, both],
    [`\ufeffada@\u200bx.test`, one],
    [`\u200eada@x.test\u200f`, one],
    [`\u202aada@x.test\u202c`, one],
    [`${a}.`, one],
    [`${a}!`, one],
    [`(${a})`, one],
    [`[${a}]`, one],
    [`{${a}}`, one],
    [`<${a}>`, one],
    [`&lt;${a}&gt;`, one],
    [`*${a}*, _${b}_`, both],
    [`*${a}, ${b}*`, both],
    [`_${a}, ${b}_`, both],
    [`\`${a}\` ~${b}~`, both],
    ['_ada@x.test', { addresses: ['_ada@x.test'] }],
    ['ada_l@x.test, ada+tag@x.test', { addresses: ['ada_l@x.test', 'ada+tag@x.test'] }],
    ["o'brien@x.test", { addresses: ["o'brien@x.test"] }],
    [`"${a}", '${b}'`, both],
    [`“${a}”; ‘${b}’`, both],
    [`"${a}, ${b}"`, both],
    [`mailto:${a}`, one],
    [`MAILTO:${a}?subject=Hi%20there`, one],
    [`email: ${a}`, one],
    [`E-Mail:${a} to:${b}`, both],
    ['ada＠x.test', { addresses: ['ada＠x.test'] }],
    ['ADA@X.TEST ada@x.test', { addresses: ['ADA@X.TEST', 'ada@x.test'] }],
    ['ada@ b@b@c x@localhost', { addresses: ['ada@', 'b@b@c', 'x@localhost'] }],
    ['jürgen@bücher.test', { addresses: ['jürgen@bücher.test'] }],
    ['as@x.test in@x.test', { addresses: ['as@x.test', 'in@x.test'] }],
    ['ada @ x.test', { unreadable: ['ada @ x.test'] }],
    [`ada at x.test, ${b}`, { addresses: [b], unreadable: ['ada at x.test'] }],
    [`${a}, foo, bar baz; ${b}`, { ...both, unreadable: ['foo', 'bar baz'] }],
    [`foo ${a}`, { ...one, unreadable: ['foo'] }],
    [`https://x.test/@ada ${a}`, { ...one, unreadable: ['https://x.test/@ada'] }],
  ]
  test.each(rows)('%j', (typed, read) => expect(understood(typed)).toEqual(read))
})

describe('what Slack makes of addresses', () => {
  const rows: Rows = [
    ['<mailto:ada@x.test|ada@x.test>', one],
    ['<mailto:ada@x.test>', one],
    ['<mailto:ada@x.test?subject=Hi|Ada>', one],
    ['<mailto:ada@x.test|ada@x.test>, <mailto:bob@y.test|bob@y.test>', both],
    ['<mailto:ada@x.test|ada@x.test><mailto:bob@y.test|bob@y.test>', both],
    ['&lt;<mailto:ada@x.test|ada@x.test>&gt;', one],
    ['*<mailto:ada@x.test|ada@x.test>*', one],
    ['ada@<http://x.test|x.test>', one],
    ['ada@<http://x.test>', one],
    ['ada@<http://x.test|x.test>,bob@<https://y.test/>', both],
    ['ada@mail.<http://x.test|x.test>', { addresses: ['ada@mail.x.test'] }],
    ['<mailto:a&amp;b@x.test|a&amp;b@x.test>', { addresses: ['a&b@x.test'] }],
    ['Carol D &lt;<mailto:ada@x.test|ada@x.test>&gt;', one],
    ['&lt;@U123&gt;', { mentions: [{ userId: 'U123', name: null }] }],
    ['<@U123|ada>', { mentions: [{ userId: 'U123', name: 'ada' }] }],
    [`<@U123> and ${b}`, { addresses: [b], mentions: [{ userId: 'U123', name: null }] }],
    [
      '@ada @ada.lovelace,',
      {
        mentions: [
          { userId: null, name: 'ada' },
          { userId: null, name: 'ada.lovelace' },
        ],
      },
    ],
    [`<#C1|general> ${a}`, { ...one, unreadable: ['#general'] }],
    [`<!channel> ${a}`, { ...one, unreadable: ['@channel'] }],
    [`<https://x.test/list|the list> ${a}`, { ...one, unreadable: ['the list'] }],
    ['&amp;lt;', { unreadable: ['&lt'] }],
  ]
  test.each(rows)('%j', (typed, read) => expect(understood(typed)).toEqual(read))
})

describe('names before and behind addresses', () => {
  const rows: Rows = [
    [`Ada Lovelace <${a}>`, one],
    [`"Ada Lovelace" <${a}>`, one],
    [`“Lovelace, Ada” <${a}>; 'Bob' <${b}>`, both],
    [`Lovelace, Ada <${a}>; Jones, Bob <${b}>`, both],
    [`Ada Lovelace (External) <${a}>`, one],
    [`Ada < ${a} >`, one],
    [`Ada (${a})`, one],
    [`Ada Lovelace - ${a}`, one],
    [`Ada Lovelace – ${a}`, one],
    [`Ada Lovelace: ${a}`, one],
    [`Ada:${a}`, one],
    [`${a} (Ada Lovelace), ${b} (Bob)`, both],
    [`${a} <${a}>, '${b}' <${b}>`, both],
    [`ada@x.test <eve@z.test>`, { addresses: ['ada@x.test', 'eve@z.test'] }],
    [`foo, Lovelace, Ada <${a}>`, { ...one, unreadable: ['foo', 'Lovelace'] }],
    [`Ada Lovelace\n${a}`, { ...one, unreadable: ['Ada Lovelace'] }],
    [`${a} as Admin, Carol D <${b}>`, { ...both, roles: ['Admin'] }],
  ]
  test.each(rows)('%j', (typed, read) => expect(understood(typed)).toEqual(read))
})

describe('roles and groups without knowing their names', () => {
  const rows: Rows = [
    [`${a} as Admin`, { ...one, roles: ['Admin'] }],
    [`${a} AS Admin`, { ...one, roles: ['Admin'] }],
    [`as Admin ${a}`, { ...one, roles: ['Admin'] }],
    [`${a} as an Admin.`, { ...one, roles: ['Admin'] }],
    [`${a} as Admin and Billing`, { ...one, roles: ['Admin', 'Billing'] }],
    [`${a} as Admin, Billing & Member`, { ...one, roles: ['Admin', 'Billing', 'Member'] }],
    [`${a} as Team Lead`, { ...one, roles: ['Team Lead'] }],
    [`${a} as "Team Lead", "Billing"`, { ...one, roles: ['Team Lead', 'Billing'] }],
    [`${a} as Head of Site`, { ...one, roles: ['Head of Site'] }],
    [`${a} role:Admin`, { ...one, roles: ['Admin'] }],
    [`${a} role: Admin`, { ...one, roles: ['Admin'] }],
    [`${a} Roles: Admin, Billing`, { ...one, roles: ['Admin', 'Billing'] }],
    [`${a} with role Admin`, { ...one, roles: ['Admin'] }],
    [`${a} with the role Admin`, { ...one, roles: ['Admin'] }],
    [`${a} in Platform`, { ...one, teams: ['Platform'] }],
    [`${a} in Platform, Core`, { ...one, teams: ['Platform', 'Core'] }],
    [`${a} in the Platform team`, { ...one, teams: ['Platform'] }],
    [`${a} in team Platform`, { ...one, teams: ['Platform'] }],
    [`${a} to team Platform`, { ...one, teams: ['Platform'] }],
    [`${a} to Platform`, { ...one, teams: ['Platform'] }],
    [`${a} team:Platform`, { ...one, teams: ['Platform'] }],
    [`${a} teams: Platform; Core`, { ...one, teams: ['Platform', 'Core'] }],
    [`${a} team:"Core Platform"`, { ...one, teams: ['Core Platform'] }],
    [`${a} dept Engineering`, { ...one, departments: ['Engineering'] }],
    [`${a} dept:Engineering`, { ...one, departments: ['Engineering'] }],
    [`${a} department: Engineering`, { ...one, departments: ['Engineering'] }],
    [`${a} in Engineering department`, { ...one, departments: ['Engineering'] }],
    [`${a} in department Engineering`, { ...one, departments: ['Engineering'] }],
    [`${a} unit:Berlin site：HQ`, { ...one, units: ['Berlin'], sites: ['HQ'] }],
    [`${a} at site HQ`, { ...one, sites: ['HQ'] }],
    [`${a} as Admin ${b} in Core`, { ...both, roles: ['Admin'], teams: ['Core'] }],
    [`${a} as`, one],
    [`${a} as Admin please`, { ...one, roles: ['Admin'] }],
    [`${a} in R&amp;D`, { ...one, teams: ['R&D'] }],
    [
      `${a}, ${b}; "Carol D" <carol@z.test> as Admin and Billing in Platform, Core dept Engineering unit Berlin site HQ "welcome!" next business day`,
      {
        addresses: [a, b, 'carol@z.test'],
        roles: ['Admin', 'Billing'],
        teams: ['Platform', 'Core'],
        departments: ['Engineering'],
        units: ['Berlin'],
        sites: ['HQ'],
        message: 'welcome!',
        when: 'next-business-morning',
      },
    ],
  ]
  test.each(rows)('%j', (typed, read) => expect(understood(typed)).toEqual(read))
})

describe('roles and groups whose names are known', () => {
  const meant = (typed: string, word: string) => ({ suggestions: [{ typed, meant: word }] })
  const rows: Rows = [
    [`${a} as Admin and Billing`, { ...one, roles: ['Admin and Billing'] }],
    [`${a} as Admin, Billing`, { ...one, roles: ['Admin', 'Billing'] }],
    [`${a} as ADMIN AND BILLING, member`, { ...one, roles: ['Admin and Billing', 'Member'] }],
    [`${a} as editeur`, { ...one, roles: ['Éditeur'] }],
    [`${a} as the team lead in core platform`, { ...one, roles: ['Team Lead'], teams: ['Core Platform'] }],
    [`${a} as Head of Site at New York`, { ...one, roles: ['Head of Site'], sites: ['New York'] }],
    [`${a} in Core, Platform`, { ...one, teams: ['Core', 'Platform'] }],
    [`${a} in Engineering`, { ...one, departments: ['Engineering'] }],
    [`${a} in Core, Berlin and HQ`, { ...one, teams: ['Core'], units: ['Berlin'], sites: ['HQ'] }],
    [`${a} dept Research, Development`, { ...one, departments: ['Research, Development'] }],
    [`${a} dept legal, risk and compliance`, { ...one, departments: ['Legal, Risk and Compliance'] }],
    [`${a} in r&amp;d and strasse`, { ...one, teams: ['R&D', 'Straße'] }],
    [`${a} as link`, { ...one, roles: ['Link'] }],
    [`${a} as "admin"`, { ...one, roles: ['Admin'] }],
    [`${a} in "engineering"`, { ...one, departments: ['Engineering'] }],
    [`${a} in Core "welcome"`, { ...one, teams: ['Core'], message: 'welcome' }],
    [`${a} in Core, "welcome"`, { ...one, teams: ['Core'], message: 'welcome' }],
    [
      `${a} as Admin in Core tomorow`,
      { ...one, roles: ['Admin'], teams: ['Core'], unreadable: ['tomorow'], ...meant('tomorow', 'tomorrow') },
    ],
    [`${a} as Admn`, { ...one, roles: ['Admn'], ...meant('Admn', 'Admin') }],
    [`${a} in Plaftorm`, { ...one, teams: ['Plaftorm'], ...meant('Plaftorm', 'Platform') }],
    [
      `${a} dept Legal, Rsk and Compliance`,
      {
        ...one,
        departments: ['Legal, Rsk and Compliance'],
        ...meant('Legal, Rsk and Compliance', 'Legal, Risk and Compliance'),
      },
    ],
    [`${a} as Astronaut`, { ...one, roles: ['Astronaut'] }],
    [`${a} sa Admin`, { ...one, unreadable: ['sa Admin'], ...meant('sa', 'as') }],
    [`${a} dpet:Engineering`, { ...one, unreadable: ['dpet:Engineering'], ...meant('dpet', 'dept') }],
  ]
  test.each(rows)('%j', (typed, read) => expect(understood(typed, known)).toEqual(read))
})

describe('messages', () => {
  const rows: Rows = [
    [`${a} "welcome!"`, { ...one, message: 'welcome!' }],
    [`"welcome!" ${a}`, { ...one, message: 'welcome!' }],
    [`${a} “welcome”`, { ...one, message: 'welcome' }],
    [`${a} „willkommen“`, { ...one, message: 'willkommen' }],
    [`${a} «bienvenue»`, { ...one, message: 'bienvenue' }],
    [`${a} »willkommen«`, { ...one, message: 'willkommen' }],
    [`${a} ”välkommen”`, { ...one, message: 'välkommen' }],
    [`${a} 「ようこそ」`, { ...one, message: 'ようこそ' }],
    [`${a} 'welcome, don't worry'`, { ...one, message: "welcome, don't worry" }],
    [`${a} ‘it’s good’`, { ...one, message: 'it’s good' }],
    [`${a} “welcome"`, { ...one, message: 'welcome' }],
    [`${a} "say “hi” to all"`, { ...one, message: 'say “hi” to all' }],
    [`${a} “say "hi" to all”`, { ...one, message: 'say "hi" to all' }],
    [`${a} "one" "two"`, { ...one, message: 'one\ntwo' }],
    [`${a} "two\nlines"`, { ...one, message: 'two\nlines' }],
    [`${a} "fish &amp; chips &lt;3"`, { ...one, message: 'fish & chips <3' }],
    [`${a} "&amp;lt;"`, { ...one, message: '&lt;' }],
    [`${a} "ask <@U1|bob> or <mailto:bob@y.test|bob@y.test>"`, { ...one, message: 'ask @bob or bob@y.test' }],
    [`${a} "as Admin in Core tomorrow"`, { ...one, message: 'as Admin in Core tomorrow' }],
    [`${a} "👩‍💻 welcome"`, { ...one, message: '👩‍💻 welcome' }],
    [`${a} "never closed as Admin`, { ...one, message: 'never closed as Admin', isQuoteOpen: true }],
    [`${a} 'never closed`, { ...one, message: 'never closed', isQuoteOpen: true }],
    [`${a} ""`, one],
    [`${a}" ${b}`, both],
    [`${a} as Admin"welcome"`, { ...one, roles: ['Admin'], message: 'welcome' }],
    [`${a} message: welcome aboard, all`, { ...one, message: 'welcome aboard, all' }],
    [`${a} with message "hi"`, { ...one, message: 'hi' }],
    [`${a} saying hi there`, { ...one, message: 'hi there' }],
    [`${a} note ${b}`, { ...both, unreadable: ['note'] }],
  ]
  test.each(rows)('%j', (typed, read) => expect(understood(typed)).toEqual(read))
})

describe('when, how and for how long', () => {
  const rows: Rows = [
    ['now', {}],
    ['send now', {}],
    ['next business day', { when: 'next-business-morning' }],
    ['on the next working day', { when: 'next-business-morning' }],
    ['Next Business Morning', { when: 'next-business-morning' }],
    ['send later', { when: 'later' }],
    ['later…', { when: 'later' }],
    ['tomorrow', at(2026, 11, 22)],
    ['send tomorrow morning', at(2026, 11, 22)],
    ['tomorrow at 3pm', at(2026, 11, 22, 15)],
    ['tomorrow 15:30', at(2026, 11, 22, 15, 30)],
    ['today at 12 am', at(2026, 11, 21, 0)],
    ['today at noon', at(2026, 11, 21, 12)],
    ['at 2026-12-01 09:00', at(2026, 12, 1)],
    ['send later at 2026-12-01 09:00', at(2026, 12, 1)],
    ['on 2026-12-01', at(2026, 12, 1)],
    ['2026-12-01T08:15', at(2026, 12, 1, 8, 15)],
    ['on 24.12.2026 08:15', at(2026, 12, 24, 8, 15)],
    ['on 1 December', at(2026, 12, 1)],
    ['on the 1st of Dec at 9:30 pm', at(2026, 12, 1, 21, 30)],
    ['Dec 24, 2026 at noon', at(2026, 12, 24, 12)],
    ['on 3 March', at(2027, 3, 3)],
    ['on Monday', at(2026, 11, 23)],
    ['next saturday at 8:30', at(2026, 11, 28, 8, 30)],
    ['at 16:00', at(2026, 11, 21, 16)],
    ['at 9', at(2026, 11, 22, 9)],
    ['in 2 hours', at(2026, 11, 21, 12)],
    ['in a week', at(2026, 11, 28, 10)],
    ['send it in 90 min', at(2026, 11, 21, 11, 30)],
    ['at 2026-02-30 09:00', { unreadable: ['at 2026-02-30 09:00'] }],
    ['at 25:00', { unreadable: ['at 25:00'] }],
    ['at 13pm', { unreadable: ['at 13pm'] }],
    ['on 03/04/2027', { unreadable: ['on 03/04/2027'] }],
    ['at 09:00 UTC', { ...at(2026, 11, 22), unreadable: ['UTC'] }],
    ['by link', { by: 'link' }],
    ['as a link', { by: 'link' }],
    ['as link', { by: 'link' }],
    ['link only', { by: 'link' }],
    ['by e-mail', {}],
    ['for 3 days', { lifetimeSeconds: 259_200 }],
    ['for 12h', { lifetimeSeconds: 43_200 }],
    ['for a week', { lifetimeSeconds: 604_800 }],
    ['valid for 2 weeks', { lifetimeSeconds: 1_209_600 }],
    ['expires in 3 days', { lifetimeSeconds: 259_200 }],
    ['valid 24 hours by link tomorrow', { by: 'link', lifetimeSeconds: 86_400, ...at(2026, 11, 22) }],
  ]
  test.each(rows)('%j', (typed, read) => {
    expect(understood(`${a} ${typed}`)).toEqual({ ...one, ...read })
    expect(understood(`${typed} ${a}`)).toEqual({ ...one, ...read })
  })
})

describe('a field for addresses', () => {
  test('knows no keywords: what is no address is named', () => {
    expect(readAddresses(`${a} as Admin\nBob <${b}>; @carol "hello"`)).toEqual({
      addresses: [a, b],
      mentions: [{ userId: null, name: 'carol' }],
      unreadable: ['as Admin', 'hello'],
    })
  })
})

test('a long list of misspelt names is guessed at a dozen times, not for ever', () => {
  const typed = Array.from({ length: 200 }, (_, at) => `Admin${String.fromCharCode(97 + (at % 26))}`).join(
    ', ',
  )
  const read = readInvite(`${a} as ${typed}`, now, known)
  expect(read.roles).toHaveLength(200)
  expect(read.suggestions).toHaveLength(12)
})
