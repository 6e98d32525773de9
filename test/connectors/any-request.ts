import fc from 'fast-check'
import type { ScimRequest } from '../../connectors/normalise.ts'
import { shapes } from './shapes.ts'

const oneOf = (words: string) => fc.constantFrom(...words.split(' '))

/** Names that attributes have, names that would harm, and whatever else. */
const key = fc.oneof(
  oneOf('active Emails name name.givenName members schemas id value primary'),
  oneOf('roles title type op path Operations manager managerId userName'),
  oneOf('__proto__ constructor prototype toString hasOwnProperty'),
  fc.constantFrom(...shapes.user.extensions.flatMap((it) => [it.id, `${it.id}:manager`])),
  fc.string({ maxLength: 4 }),
)
const words = fc.array(
  oneOf(
    'emails members active userName roles [ ] ( ) type primary .value eq ne and or not pr "work" "True" true bob "',
  ),
  { maxLength: 9 },
)
const filter = fc.oneof(
  words.map((it) => it.join(' ').replaceAll(' [ ', '[').replaceAll(' ] .', '].')),
  fc.constantFrom(
    'emails[type eq "work"].value eq "a"',
    'emails[type eq "a" or type eq "b"].value pr and members eq "u"',
  ),
  fc.constantFrom('roles[primary eq "True"].value', 'active eq "False"', 'userName eq bob', 'members'),
  fc.string({ unit: 'grapheme-composite', maxLength: 12 }),
)
const managers = shapes.user.extensions.map((it) => `${it.id}:manager`)
const leaf = fc.oneof(
  fc.constantFrom(
    null,
    true,
    false,
    0,
    -1.5,
    '',
    'True',
    'false',
    'a@b.test',
    '{"value":"x"}',
    '{"value":1}',
    '{',
  ),
  filter,
)
const json = fc.letrec((tie) => ({
  node: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('node'), { maxLength: 3 }), tie('bag')),
  bag: fc
    .array(fc.tuple(key, tie('node')), { maxLength: 4 })
    .map((members) =>
      JSON.parse(`{${members.map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`).join()}}`),
    ),
})).node
const place = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('active', 'members', 'emails', 'roles', 'title', 'name', ...managers),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('roles[primary eq "True"].value', 'emails[type eq "work"]', '', null),
  },
  { weight: 1, arbitrary: fc.oneof(filter, key, json) },
)
const value = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.constantFrom('', 'True', 'u1', null, [], ['u1'], { value: '' }, [{ value: '' }, 'u1']),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      [{ value: 'u1', primary: 'True' }],
      { managerId: 'u1' },
      { id: '1', meta: {} },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom([{ value: '{"value":"x"}' }], { 'name.givenName': '', title: '' }),
  },
  { weight: 3, arbitrary: json },
)
const operation = fc.record(
  { op: fc.oneof(fc.constantFrom('Add', 'add', 'replace', 'Remove', 'remove'), json), path: place, value },
  { requiredKeys: ['op'] },
)
const resource = fc
  .array(fc.tuple(key, value), { maxLength: 6 })
  .map((members) => Object.fromEntries(members.filter(([name]) => name !== '__proto__')))
const patch = fc.record({
  Operations: fc.array(fc.oneof({ weight: 9, arbitrary: operation }, json), { maxLength: 4 }),
})
const path = fc.constantFrom(
  '/Users/1',
  '/groups/1/',
  '/Users',
  '/Groups',
  '/Groups/.search',
  '//users//1',
  '/Me',
)
const single = fc.oneof(
  fc.record({ method: fc.constant('PATCH'), path, body: patch }),
  fc.record({ method: fc.constantFrom('POST', 'PUT'), path, body: resource }),
  fc.record({ method: fc.constant('POST'), path, body: fc.record({ filter }) }),
  fc.record({ method: fc.string({ maxLength: 4 }), path: fc.string({ maxLength: 8 }), body: json }),
)
const bulk = fc
  .array(
    single.map(({ body, ...it }) => ({ ...it, data: body })),
    { maxLength: 3 },
  )
  .map((operations) => ({ method: 'POST', path: '/Bulk', body: { Operations: operations } }))
/** Anything that might be asked, and much that nobody would. */
export const request: fc.Arbitrary<ScimRequest> = fc
  .tuple(fc.oneof({ weight: 5, arbitrary: single }, bulk), fc.oneof(filter, json))
  .map(([it, asked]) => ({ ...it, query: { filter: asked } }))
