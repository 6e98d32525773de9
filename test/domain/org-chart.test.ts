import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chainAbove, findPeople, type OrgNode, type OrgRow, orgForest } from '../../src/domain/org-chart.ts'
import { cut, type DrawnNode, isFolded, levelsWithin, MOST_LEVELS } from '../../src/domain/org-cut.ts'
import type { UserState } from '../../src/domain/states.ts'

const row = (id: string, managerId: string | null = null, rest: Partial<OrgRow> = {}): OrgRow => ({
  id,
  managerId,
  state: 'active',
  firstName: id,
  lastName: null,
  displayName: null,
  email: `${id}@acme.test`,
  phone: null,
  position: null,
  ...rest,
})

type Told = string | [string, ...Told[]]
/** Each person with those below them: what stands where, and nothing else. */
const told = ({ person, reports }: OrgNode): Told =>
  reports.length > 0 ? [person.id, ...reports.map(told)] : person.id
const forestOf = (rows: OrgRow[]) => orgForest(rows, true)
const toldOf = (rows: OrgRow[]) => {
  const { trees, loose } = forestOf(rows)
  return [...trees, ...loose].map(told)
}

describe('the forest', () => {
  test('has everybody below their manager, in the order in which they came', () =>
    expect(toldOf([row('ada'), row('ben', 'ada'), row('cleo', 'ben'), row('dan', 'ada')])).toEqual([
      ['ada', ['ben', 'cleo'], 'dan'],
    ]))

  test('has several roots, and keeps apart whoever is neither above nor below anybody', () => {
    const { trees, loose } = forestOf([
      row('ada'),
      row('ben', 'ada'),
      row('cleo'),
      row('dan', 'cleo'),
      row('eva'),
    ])
    expect(trees.map(told)).toEqual([
      ['ada', 'ben'],
      ['cleo', 'dan'],
    ])
    expect(loose.map(told)).toEqual(['eva'])
  })

  test.each<UserState>(['suspended', 'deleted'])(
    'people of the %s stand below whoever was above',
    (state) => {
      const rows = [
        row('ada'),
        row('ben', 'ada', { state }),
        row('cleo', 'ben', { state }),
        row('dan', 'cleo'),
      ]
      expect(toldOf(rows)).toEqual([['ada', 'dan']])
      expect(toldOf(rows.slice(1))).toEqual(['dan'])
    },
  )

  test.each<UserState>(['staged', 'invited'])('the %s stand in their place, marked', (state) => {
    const { everybody } = forestOf([row('ada'), row('ben', 'ada', { state }), row('cleo', 'ben')])
    expect(everybody.map((it) => [it.person.id, it.person.isPending])).toEqual([
      ['ada', false],
      ['ben', true],
      ['cleo', false],
    ])
  })

  test('a manager nobody knows is none', () => expect(toldOf([row('ada', 'gone')])).toEqual(['ada']))

  test('a circle is cut once, and whoever is below it stays below', () => {
    expect(toldOf([row('ada', 'ada'), row('ben', 'ada')])).toEqual([['ada', 'ben']])
    const ring = [row('ada', 'ben'), row('ben', 'cleo'), row('cleo', 'ada'), row('dan', 'ben')]
    expect(toldOf(ring)).toEqual([['cleo', ['ben', 'ada', 'dan']]])
    const gone = ring.map((it) => (it.id === 'dan' ? it : { ...it, state: 'deleted' as const }))
    expect(toldOf(gone)).toEqual(['dan'])
  })

  test('counts who is below, and how deep everybody stands', () => {
    const { everybody } = forestOf([row('ada'), row('ben', 'ada'), row('cleo', 'ben'), row('dan', 'cleo')])
    expect(everybody.map((it) => [it.person.id, it.below, it.depth])).toEqual([
      ['ada', 3, 0],
      ['ben', 2, 1],
      ['cleo', 1, 2],
      ['dan', 0, 3],
    ])
    expect(chainAbove(everybody[3] as OrgNode).map((it) => it.person.id)).toEqual(['ada', 'ben', 'cleo'])
  })

  test('an address never stands in for a name before those who may not read it', () => {
    const nameless = row('x', null, { firstName: null, email: 'x@acme.test', phone: '+905551234567' })
    expect(orgForest([nameless], true).everybody[0]?.person.name).toBe('x@acme.test')
    expect(orgForest([nameless], false).everybody[0]?.person).toEqual({
      id: 'x',
      name: 'Somebody',
      position: null,
      isPending: false,
    })
  })

  const states = fc.constantFrom<UserState>('staged', 'invited', 'active', 'suspended', 'deleted')
  const anyRows = fc
    .array(fc.record({ state: states, manager: fc.option(fc.nat(40)) }), { maxLength: 40 })
    .map((all) =>
      all.map((it, at) => row(`${at}`, it.manager === null ? null : `${it.manager}`, { state: it.state })),
    )

  test('whoever points at whom: everybody here stands once, below somebody who really is above', () =>
    fc.assert(
      fc.property(anyRows, (rows) => {
        const { everybody, trees, loose } = forestOf(rows)
        const here = rows.filter((it) => it.state !== 'suspended' && it.state !== 'deleted')
        expect(everybody.map((it) => it.person.id).sort()).toEqual(here.map((it) => it.id).sort())
        const walked = [...trees, ...loose]
        for (const it of walked) walked.push(...it.reports)
        expect(new Set(walked).size).toBe(here.length)
        expect(walked).toHaveLength(here.length)
        expect([...trees, ...loose].reduce((sum, it) => sum + it.below + 1, 0)).toBe(here.length)
        const byId = new Map(rows.map((it) => [it.id, it]))
        for (const { person, manager } of everybody) {
          if (!manager) continue
          let above = byId.get(person.id)?.managerId
          while (above && above !== manager.person.id) {
            expect(byId.get(above)?.state).toMatch(/suspended|deleted/)
            above = byId.get(above)?.managerId
          }
          expect(above).toBe(manager.person.id)
        }
      }),
      { numRuns: 300 },
    ))

  test('a line of twenty thousand is no deeper a stack, with everybody there or with nobody in between', () => {
    const line = Array.from({ length: 20_000 }, (_, at) => row(`${at}`, at > 0 ? `${at - 1}` : null))
    expect(forestOf(line).trees[0]?.below).toBe(19_999)
    const ends = line.map((it, at) => (at % 19_999 === 0 ? it : { ...it, state: 'suspended' as const }))
    expect(toldOf(ends)).toEqual([['0', '19999']])
  })
})

describe('what of it is drawn', () => {
  const levelsOf = (drawn: DrawnNode[]): number =>
    drawn.length > 0 ? 1 + Math.max(...drawn.map((it) => levelsOf(it.reports))) : 0
  /** Each with three below: 1, 4, 13, 40, 121 people in so many levels. */
  const threes = forestOf(
    Array.from({ length: 121 }, (_, at) => row(`${at}`, at > 0 ? `${Math.floor((at - 1) / 3)}` : null)),
  )

  test('as many whole levels as can be taken in, and two at the least', () => {
    expect([121, 120, 40, 39, 13, 4, 1].map((it) => levelsWithin(threes.trees, it))).toEqual([
      5, 4, 4, 3, 3, 2, 2,
    ])
    expect(levelsWithin([], 100)).toBe(0)
  })

  test('so many levels, and the way to the one who is looked for', () => {
    expect(levelsOf(cut(threes.trees, 3))).toBe(3)
    const last = threes.everybody.at(-1) as OrgNode
    const [top] = cut(threes.trees, 2, last)
    expect(top && levelsOf([top])).toBe(5)
    expect(top?.reports.map((it) => isFolded(it))).toEqual([true, true, false])
  })

  test('never deeper than a browser takes', () => {
    const line = Array.from({ length: 500 }, (_, at) => row(`${at}`, at > 0 ? `${at - 1}` : null))
    const { trees, everybody } = forestOf(line)
    expect(levelsWithin(trees, 1000)).toBe(MOST_LEVELS)
    expect(levelsOf(cut(trees, 1000, everybody.at(-1)))).toBe(MOST_LEVELS)
  })
})

test('people are found by name and position, however they are written', () => {
  const { everybody } = forestOf([
    row('1', null, { firstName: 'Łukasz', lastName: 'Żak', position: 'Head of Design' }),
    row('2', null, { firstName: 'Lukas', lastName: 'Bauer' }),
  ])
  const found = (typed: string) => findPeople(everybody, typed).map((it) => it.person.id)
  expect(found('LUKAS')).toEqual(['1', '2'])
  expect(found('zak design')).toEqual(['1'])
  expect(found('zak bauer')).toEqual([])
  expect(found('  ')).toEqual([])
  expect(found('acme.test')).toEqual([])
})
