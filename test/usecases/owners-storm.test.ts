import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../src/db/database.ts'
import { after, HOUR } from '../../src/domain/time.ts'
import type { Context } from '../../src/usecases/context.ts'
import { archiveRole } from '../../src/usecases/roles/archive-role.ts'
import { editRole } from '../../src/usecases/roles/edit-role.ts'
import { grantRole, revokeRole } from '../../src/usecases/roles/grant-role.ts'
import { setRoles } from '../../src/usecases/roles/set-roles.ts'
import { deleteUser } from '../../src/usecases/users/delete-user.ts'
import { suspendUser } from '../../src/usecases/users/suspend-user.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { answerFrom, answerOrFault } from '../support/answer.ts'
import { Dice } from '../support/dice.ts'
import { inForm, tell } from '../support/form.ts'
import { type House, openHouse } from '../support/house.ts'
import { openLife, type RealLife } from '../support/life/real.ts'
import { MEMBER, OPERATOR, OWNER } from '../support/life/steps.ts'
import { seed } from '../support/seed.ts'

let house: House
/** A second pool, as another process has one. */
let other: Database
beforeAll(async () => {
  house = await openHouse()
  other = openDatabase(house.url, 12)
})
afterAll(async () => {
  await other.destroy()
  await house.close()
})

const ROUNDS = inForm(12, 50)
const dice = new Dice(seed)

/** Every way there is to make an owner less than one. */
const attacks: Record<string, (by: Context, whom: string, life: RealLife) => Promise<unknown>> = {
  suspend: (by, whom) => suspendUser(by, whom),
  delete: (by, whom) => deleteUser(by, whom),
  demote: (by, whom, life) => setRoles(by, whom, { roles: [roleOf(life, MEMBER)] }),
  'leave without any': (by, whom) => setRoles(by, whom, { roles: [] }),
  revoke: (by, whom, life) => revokeRole(by, whom, { roleId: roleOf(life, OWNER) }),
  'give an end': (by, whom, life) =>
    grantRole(by, whom, { roleId: roleOf(life, OWNER), until: after(house.clock.now(), HOUR) }),
}
const roleOf = (life: RealLife, role: number): string => life.roleIds[role] ?? ''

/** Without holdOwners where these begin, or with lastingOwners counting the decoys, nobody would be left. */
test(`${ROUNDS} times owners remove each other at one instant by every way there is: one is left (seed ${seed})`, {
  timeout: inForm(150_000, 900_000),
}, async () => {
  const faults: string[] = []
  for (const db of [house.db, other]) db.on('query-error', ({ code }) => faults.push(code))
  const heard: Record<string, number> = {}
  for (let round = 0; round < ROUNDS; round++) {
    const life = await openLife(house)
    const owners = ['olga', 'oskar', 'adam'].slice(0, 2 + (round % 2))
    await enthrone(life, owners)
    const acts = await Promise.all(owners.flatMap((whom) => plotAgainst(life, whom, owners)))
    const story = await Promise.all(acts.map((it) => attempt(it)))
    for (const it of story) heard[it.answer] = (heard[it.answer] ?? 0) + 1

    const told = story.map((it) => `${it.words} → ${it.answer}`).join('\n')
    expect(
      story.filter((it) => !it.allowed.includes(it.answer)).map((it) => `${it.words} → ${it.answer}`),
      told,
    ).toEqual([])
    expect(await verifyInvariants(house.outside()), told).toEqual([])
    // When every temporary role has ended somebody still gets in, and owns the organization.
    house.clock.moveSeconds(2 * HOUR)
    expect(await whoGetsIn(life, owners), told).not.toBeNull()
  }
  tell(`${ROUNDS} rounds: ${JSON.stringify(heard)}, refused by the database: ${JSON.stringify(faults)}`)
  expect(heard['last-owner']).toBeGreaterThan(0)
  expect(faults).toEqual([])
})

/** These are owners for good; two more are only for a while, or have not come in yet. */
async function enthrone(life: RealLife, owners: string[]): Promise<void> {
  const by = OPERATOR
  const site = null
  for (const person of owners) {
    // Something remains to whoever loses this one.
    await life.act({ do: 'grant', by, person, role: MEMBER, site, hours: null })
    await life.act({ do: 'grant', by, person, role: OWNER, site, hours: null })
  }
  await life.act({ do: 'grant', by, person: 'mia', role: OWNER, site, hours: 1 })
  await life.act({ do: 'create', by, person: 'ada', role: OWNER, password: 1 })
  for (const person of ['olga', 'oskar'].filter((it) => !owners.includes(it)))
    await life.act({ do: 'suspend', by, person })
}

interface Plot {
  words: string
  run: () => Promise<unknown>
  allowed: string[]
  afterMs: number
}

/** Every other owner, sometimes the command line and an owner for a while, once or twice each; and oneself. */
function plotAgainst(life: RealLife, whom: string, owners: string[]): Promise<Plot>[] {
  const rivals = owners.filter((it) => it !== whom)
  const others = [OPERATOR, 'mia'].filter(() => dice.roll() < 0.5)
  const both = [...rivals, ...rivals.filter(() => dice.roll() < 0.4), ...others]
  const plots = both.map(async (by): Promise<Plot> => {
    const way = dice.pick(Object.keys(attacks))
    return {
      ...(await plot(life, by, whom, way)),
      allowed: ['ok', 'last-owner', 'user-state', ...(way === 'leave without any' ? ['last-role'] : [])],
    }
  })
  const oneself = plot(life, whom, whom, dice.pick(Object.keys(attacks)))
  const role = dice.roll() < 0.5 ? editRole : archiveRole
  const ofAll = async (): Promise<Plot> => {
    const by = await contextOf(life, whom)
    const run = () => role(by, roleOf(life, OWNER), { permissions: [] })
    return { words: `${whom}: ${role.name}`, run, allowed: ['role-built-in'], afterMs: dice.between(0, 4) }
  }
  return [...plots, oneself.then((it) => ({ ...it, allowed: ['yourself'] })), ofAll()]
}

async function plot(life: RealLife, by: string, whom: string, way: string): Promise<Plot> {
  const ctx = await contextOf(life, by)
  const run = async () => attacks[way]?.(ctx, life.idOf(whom), life)
  return { words: `${by}: ${way} ${whom}`, run, allowed: [], afterMs: dice.between(0, 4) }
}

/** As they were when they pressed the button; half of them at another process. */
async function contextOf(life: RealLife, by: string): Promise<Context> {
  const ctx = await life.as(by)
  return dice.roll() < 0.5 ? ctx : { ...ctx, db: other }
}

async function attempt({ words, run, allowed, afterMs }: Plot) {
  await sleep(afterMs)
  const answer = await answerOrFault(() => run().then(() => 'ok'))
  return { words, allowed, answer }
}

/** The first who signs in and may do what only an owner may; null: nobody is left. */
async function whoGetsIn(life: RealLife, owners: string[]): Promise<string | null> {
  for (const address of owners) {
    if ((await answerFrom(() => life.act({ do: 'sign in', address, password: 0 }))) !== 'ok') continue
    const { sessions } = await life.see()
    if (sessions.at(-1)?.includes('organization.own')) return address
  }
  return null
}
