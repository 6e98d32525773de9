import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { actWords } from '../../../src/slack/audit/act-words.ts'
import {
  auditArea,
  auditEntryModal,
  auditWords,
  historyModal,
  nobodyWords,
} from '../../../src/slack/audit/audit.view.ts'
import { home } from '../../../src/slack/blocks.ts'
import type { AuditLine } from '../../../src/usecases/audit/see-audit.ts'
import { expectGolden } from '../golden.ts'

const id = (n: number) => `01900000-0000-7000-8000-0000000004${String(n).padStart(2, '0')}`
const names = new Map([
  [id(1), 'Ada <b>'],
  [id(2), 'Mel & *Co*'],
  [id(3), 'Support'],
])
const line = (n: number, act: string, more: Partial<AuditLine> = {}): AuditLine => ({
  id: id(50 + n),
  at: new Date('2026-11-21T09:00:00Z'),
  actorKind: 'user',
  actorId: id(1),
  act,
  targetKind: 'user',
  targetId: id(2),
  surface: 'slack',
  requestId: 'abc123',
  details: { ip: null, before: null, after: null },
  ...more,
})
const lines = [
  line(1, 'role.grant', {
    details: {
      ip: '203.0.113.7',
      before: { roles: ['Member'] },
      after: { roles: ['Member', 'Admin until 2026-12-01T09:00:00.000Z', '<!channel>'] },
    },
  }),
  line(2, 'user.suspend', { targetId: id(1) }),
  line(3, 'user.purge', {
    actorKind: 'system',
    actorId: null,
    targetId: id(9),
    surface: 'clock',
    details: null,
  }),
  line(4, 'role.edit', {
    targetKind: 'role',
    targetId: id(3),
    details: { ip: null, before: { permissions: ['users.read'] }, after: { permissions: [], holders: 3 } },
  }),
  line(5, 'settings.change', {
    targetKind: 'organization',
    targetId: id(8),
    surface: 'web',
    details: {
      ip: null,
      before: { defaultRoleId: null, undoSeconds: 900, timeZone: 'UTC' },
      after: { defaultRoleId: id(3), undoSeconds: 0, timeZone: 'Europe/Istanbul' },
    },
  }),
  line(6, 'some.future-act', {
    details: { ip: null, before: null, after: { purgeAt: '2026-11-21T09:15:00.000Z' } },
  }),
]
const page = { lines, names, next: id(56) }

describe('the audit', () => {
  test('is listed in words', () => {
    const seen = { ...page, kind: 'all', period: 'all', byId: null, mayChoosePeople: true, isFirstPage: true }
    expectGolden('audit/area', home(auditArea(seen)))
    const narrowed = {
      ...seen,
      kind: 'role',
      period: '7',
      byId: id(1),
      isFirstPage: false,
      lines: [],
      next: null,
    }
    expectGolden('audit/area-narrowed', home(auditArea(narrowed)))
  })

  test.each(lines)('tells one entry whole: $act', (it) => {
    expectGolden(`audit/entry-${it.act}`, auditEntryModal({ line: it, names }))
  })

  test('tells an entry however long it is', () => {
    const added = Array.from({ length: 500 }, (_, at) => `Person ${at} *&*`)
    const long = line(7, 'group.add-members', { details: { ip: null, before: null, after: { added } } })
    expectGolden('audit/entry-long', auditEntryModal({ line: long, names }))
    expectGolden(
      'audit/words-long',
      auditWords({ ...page, lines: Array.from({ length: 15 }, () => long) }, 'Ada'),
    )
  })

  test('is the history of one person too, and answers a word', () => {
    expectGolden('audit/history', historyModal({ ...page, userId: id(2), isFirstPage: false }))
    expectGolden(
      'audit/history-empty',
      historyModal({ lines: [], names: new Map(), next: null, userId: id(9), isFirstPage: true }),
    )
    expectGolden('audit/words', auditWords(page, null))
    expectGolden('audit/words-nobody', nobodyWords('<x>', []))
    expectGolden('audit/words-several', nobodyWords('ada', ['ada@acme.test', 'ada@acme.example']))
  })

  test('has words for every act that is ever recorded', () => {
    const root = join(import.meta.dirname, '../../../src/usecases')
    const recorded = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((it) => it.endsWith('.ts'))
      .flatMap(
        (it) => readFileSync(join(root, it), 'utf8').match(/(?<=\bact: [^,\n]*)'[a-z]+\.[a-z-]+'/g) ?? [],
      )
      .map((it) => it.slice(1, -1))
    expect(recorded.length).toBeGreaterThan(40)
    expect(recorded.filter((it) => !actWords[it])).toEqual([])
  })
})
