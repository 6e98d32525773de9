import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commands } from '../../src/cli/commands.ts'
import { databaseFindings } from '../../src/cli/database-findings.ts'
import type { Finding } from '../../src/cli/finding.ts'
import type { Tools } from '../../src/cli/words.ts'
import { isMigrated, openDatabase } from '../../src/db/database.ts'
import { DAY } from '../../src/domain/time.ts'
import { issueToken } from '../../src/usecases/connections/issue-token.ts'
import { rotateToken } from '../../src/usecases/connections/rotate-token.ts'
import { whoProvisions } from '../../src/usecases/connections/who-provisions.ts'
import type { Outside } from '../../src/usecases/context.ts'
import type { Examination } from '../../src/usecases/examine.ts'
import { type House, openHouse } from '../support/house.ts'
import { closeEverything, later } from '../support/later.ts'
import { Pooler } from '../support/pooler.ts'
import { connect } from '../support/provider.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
  later(() => house.close())
})
afterAll(closeEverything)

async function doctor(ctx: Outside = house.outside(), databasePooler: string | null = null) {
  const read = commands.doctor?.read([])
  if (!read || !('run' in read)) throw new Error('doctor needs a database')
  const answer = await read.run({
    ...{ ctx, isMigrated: () => isMigrated(ctx.db), checkSlack: null },
    config: { databasePooler, publicUrl: 'http://127.0.0.1:1', mail: { smtpUrl: null, from: 'u@acme.test' } },
    mail: { check: async () => ({ ok: true, reply: 'ready' }) },
  } as unknown as Tools)
  const { findings } = answer.json as { findings: Finding[] }
  return { text: answer.text, about: (name: string) => findings.filter((it) => it.name === name) }
}

describe('usher doctor about tokens', () => {
  test('names those that end, were never used, fell silent or are old, each with what to do; and no other', async () => {
    const { owner } = await house.organization('Aged', 'olga@aged.test')
    const okta = await connect(house, owner, { name: 'Okta EU' })
    const issue = async (days: number | null = null) => {
      const expiresAt = days === null ? null : new Date(house.clock.now().getTime() + days * DAY * 1000)
      return (await issueToken(owner, okta.connectionId, { expiresAt })).secret
    }
    const use = async (...secrets: string[]) => {
      for (const it of secrets) await whoProvisions(house.outside(), it)
      await house
        .db('scim_tokens')
        .whereIn(
          'beginning',
          secrets.map((it) => it.slice(0, 10)),
        )
        .update({ lastUsedAt: house.clock.now() })
    }
    await house.db('scim_tokens').del() // That of the connection itself: these are about their ages.
    const old = await issue()
    house.clock.moveSeconds(30 * DAY)
    const [silent, ending] = [await issue(), await issue(360)]
    await use(old, silent, ending)
    house.clock.moveSeconds(270 * DAY)
    const [untried, young, renewed] = [await issue(), await issue(), await issue()]
    await use(old, young)
    house.clock.moveSeconds(80 * DAY)
    await use(old, young, ending)
    const replaced = await house
      .db('scim_tokens')
      .where({ beginning: renewed.slice(0, 10) })
      .first()
    const next = await rotateToken(owner, replaced.id, DAY)
    await use(next.secret)

    const { about, text } = await doctor()
    const says = about('tokens').map((it) => it.says)
    const from = (secret: string) => `${secret.slice(0, 10)}… of Okta EU at Aged`
    expect(says).toEqual([
      `${from(ending)} ends in 10 days: usher tokens rotate ${ending.slice(0, 10)}`,
      `${from(old)} has no end and is 380 days old: usher tokens rotate ${old.slice(0, 10)} --overlap 7d`,
      `${from(silent)} was last used 350 days ago: see whether the provider still sends, or usher tokens revoke ${silent.slice(0, 10)}`,
      `${from(untried)} was made 80 days ago and never used: finish connecting the provider, or usher tokens revoke ${untried.slice(0, 10)}`,
    ])
    expect(text).toMatch(/^note {2}tokens {7}scim_/m)
    for (const secret of [old, silent, untried]) expect(text).not.toContain(secret)
  })
})

describe('usher doctor about the database', () => {
  test('the role of the tests may do what Usher needs, and hears so', async () => {
    const { about } = await doctor()
    expect(about('rights')).toMatchObject([
      { ok: true, says: expect.stringMatching(/^\w+ may do what Usher needs/) },
    ])
    expect(about('audit')).toMatchObject([{ ok: true, says: 'append-only for this database role' }])
  })

  test('a role that lacks something hears what, and how to mend it', async () => {
    await house.db.raw(
      'revoke delete on tries from current_user; revoke usage on schema graphile_worker from current_user',
    )
    const { about, text } = await doctor()
    await house.db.raw(
      'grant delete on tries to current_user; grant usage on schema graphile_worker to current_user',
    )
    expect(about('rights')).toMatchObject([{ ok: false }])
    expect(about('rights')[0]?.says).toMatch(
      /^\w+ has no delete on tries, no usage on schema graphile_worker: grant that, or let Usher connect as the role/,
    )
    expect(text).toMatch(/^FAIL {2}rights /m)
  })

  test('a superuser is told to be none, and who may not migrate hears who may', () => {
    const well: Examination = {
      ...{
        version: '18',
        role: 'app',
        isSuperuser: false,
        mayRewriteAudit: false,
        lacks: [],
        mayMigrate: true,
      },
      ...{ isPooled: false, skewSeconds: 0, worryingTokens: [] },
    }
    const about = (found: Partial<Examination>) =>
      databaseFindings({ ...well, ...found }, null).find((it) => it.name === 'rights')
    expect(about({ isSuperuser: true })).toMatchObject({
      isNote: true,
      says: expect.stringMatching(/^app is a superuser: give/),
    })
    expect(about({ mayMigrate: false })).toMatchObject({
      isNote: true,
      says: expect.stringContaining('run "usher migrate" as the role that does'),
    })
    const lacks = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
    expect(about({ lacks })).toMatchObject({
      ok: false,
      says: expect.stringContaining('no e and 2 more: grant'),
    })
  })

  test('a pooler that nobody spoke of is noticed, and one that is not there', async () => {
    const pooler = await Pooler.before(house.url, 2)
    const db = openDatabase(pooler.url, 2, false)
    later(() => db.destroy())
    const behind = { ...house.outside(), db }
    expect((await doctor()).about('pooler')).toEqual([])
    expect((await doctor(behind)).about('pooler')).toMatchObject([
      { ok: true, isNote: true, says: expect.stringContaining('set DATABASE_POOLER=transaction') },
    ])
    expect((await doctor(behind, 'transaction')).about('pooler')).toMatchObject([
      { ok: true, says: expect.stringContaining('there is one') },
    ])
    expect((await doctor(house.outside(), 'transaction')).about('pooler')).toMatchObject([
      { isNote: true, says: expect.stringContaining('leave out DATABASE_POOLER') },
    ])
  })

  test('migrations that have not run, and an address that nobody answers at, are faults', async () => {
    const { about } = await doctor()
    expect(about('migrations')).toMatchObject([{ ok: true, says: 'up to date' }])
    const [newest] = await house.db('migrations').orderBy('id', 'desc').limit(1)
    await house.db('migrations').where({ id: newest.id }).del()
    const behind = (await doctor()).about('migrations')
    await house.db('migrations').insert(newest)
    expect(behind).toMatchObject([{ ok: false, says: 'some have not run: run "usher migrate"' }])
    expect(about('PUBLIC_URL')).toMatchObject([
      { ok: false, says: expect.stringContaining('start Usher, or check') },
    ])
  })
})
