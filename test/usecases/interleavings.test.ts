import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import * as credentials from '../../src/db/credentials.ts'
import * as invitations from '../../src/db/invitations.ts'
import * as sessions from '../../src/db/sessions.ts'
import * as users from '../../src/db/users.ts'
import { cancel } from '../../src/domain/invitation.ts'
import { changeInvitationAddress } from '../../src/usecases/invitations/change-invitation-address.ts'
import { closeInvitation, withdrawPerson } from '../../src/usecases/invitations/close-invitation.ts'
import { forgetPassword } from '../../src/usecases/passwords/forget-password.ts'
import { hashPassword } from '../../src/usecases/passwords/hash-password.ts'
import { forgiveTries } from '../../src/usecases/sessions/count-tries.ts'
import { signIn } from '../../src/usecases/sessions/sign-in.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { BROWSER, type House, openHouse, PASSWORD } from '../support/house.ts'
import { impulses, onlyInTheHouse, walk } from '../support/random-steps.ts'
import { addActive, openWorld, type RealWorld } from '../support/real-world.ts'
import { ReferenceModel } from '../support/reference-model.ts'
import { holds, seed } from '../support/seed.ts'
import { OPERATOR, type Step } from '../support/steps.ts'
import { storm, unleash } from '../support/storm.ts'
import { wrongIn } from '../support/what-holds.ts'

/** One for each test: a storm that ran out of its time may still blow in the house it began in. */
const houses: House[] = []
let house: House
beforeEach(async () => {
  house = await openHouse()
  houses.push(house)
})
afterAll(async () => {
  for (const it of houses) await it.close()
})

describe(`any sequence of events (seed ${seed})`, { timeout: 150_000 }, () => {
  test('one after the other ends where the model says it does', async () => {
    const anything = impulses(onlyInTheHouse, { min: 40, max: 40 })
    const property = fc.asyncProperty(anything, async (all) =>
      walk(new ReferenceModel(), await openWorld(house), all),
    )
    await holds(property, { runs: 20, seconds: 7 })
  })

  test('at once keeps every promise, whoever wins', async () => {
    const property = fc.asyncProperty(fc.array(storm, { minLength: 5, maxLength: 5 }), async (storms) => {
      const world = await openWorld(house)
      for (const it of storms) await unleash(world, it)
    })
    // What happens at once happens otherwise the next time: there is nothing to make smaller.
    await holds(property, { runs: 12, seconds: 7, endOnFailure: true })
  })
})

/** Without the lock in find-by-link.ts all fifty would win. */
test('fifty accept one link at once: one is in, forty-nine hear that it was accepted', async () => {
  const world = await openWorld(house)
  for (let invitation = 0; invitation < 5; invitation++) {
    await invited(world, `ann${invitation}`)
    const accept: Step = { do: 'accept', link: `${invitation}.1` }
    const answers = await Promise.all(Array.from({ length: 50 }, () => world.run(accept)))
    expect(count(answers)).toEqual({ ok: 1, 'link-dead accepted': 49 })
    expect(world.sessions).toHaveLength(invitation + 1)
    expect(await wrongIn(world)).toEqual({})
  }
}, 60_000)

/** The hash takes an accept about 20 ms; the others come before, with, and after its decision. */
test('accept, decline and cancel at once: one of them, and the others hear which', async () => {
  const world = await openWorld(house)
  const winners: string[] = []
  for (let invitation = 0; invitation < 20; invitation++) {
    await invited(world, `ann${invitation}`)
    const link = `${invitation}.1`
    const rivals: Step[] = [
      { do: 'accept', link },
      { do: 'decline', link },
      { do: 'cancel', by: 'olga', invitation },
    ]
    const answers = await Promise.all(
      rivals.map(async (step) => {
        if (step.do !== 'accept') await sleep(10 + Math.random() * 25)
        return world.run(step)
      }),
    )
    const won = rivals[answers.indexOf('ok')]?.do ?? 'nobody'
    const ending = { accept: 'accepted', decline: 'declined', cancel: 'cancelled' }[won as 'accept']
    const lost = [`link-dead ${ending}`, 'invitation-closed']
    expect(answers.filter((it) => it !== 'ok' && !lost.includes(it))).toEqual([])
    expect(answers.filter((it) => it === 'ok')).toHaveLength(1)
    expect((await world.see()).invitations[invitation]).toBe(`${ending}, generation 1`)
    winners.push(won)
  }
  expect(await wrongIn(world)).toEqual({})
  expect(new Set(winners).size, winners.join()).toBeGreaterThan(1)
})

/** Without holdOwners in suspend-user.ts and delete-user.ts nobody would be left. */
test('owners who all remove each other at once leave one of them', async () => {
  for (let round = 0; round < 5; round++) {
    const world = await openWorld(house)
    await addActive(world, { otto: 'owner', ona: 'owner' })
    const owners = ['olga', 'oskar', 'otto', 'ona']
    const attacks = owners.flatMap((by) =>
      owners.flatMap((person): Step[] =>
        by === person ? [] : [{ do: Math.random() < 0.5 ? 'suspend' : 'delete', by, person }],
      ),
    )
    const answers = await Promise.all(attacks.map((step) => world.run(step)))
    const { people } = await world.see()
    expect(owners.filter((it) => people[it] === 'active')).toHaveLength(1)
    expect(answers).toContain('last-owner')
    expect(answers.filter((it) => !['ok', 'last-owner', 'user-state'].includes(it))).toEqual([])
    expect(await wrongIn(world)).toEqual({})
  }
})

/** Without the lease that outbox.claim takes, each letter would leave six times. */
test('six workers at once send each letter once', async () => {
  const world = await openWorld(house)
  const people = ['ann', 'bob', 'cleo', 'dan', 'ed']
  for (const person of people)
    await world.run({ do: 'invite', by: OPERATOR, person, role: 'member', how: 'letter' })
  house.post.received.length = 0
  await Promise.all(Array.from({ length: 6 }, () => house.deliverAll()))
  expect(house.post.received.map((it) => it.envelope.to).sort()).toEqual(people.map(world.emailOf))
})

describe('two that meet at the worst moment', () => {
  test('a sign-in of somebody whose invitation is cancelled just then is a failed sign-in', async () => {
    const world = await openWorld(house)
    for (let invitation = 0; invitation < 3; invitation++) {
      const person = `ann${invitation}`
      await invited(world, person)
      const [signedIn] = await Promise.all([
        world.run({ do: 'sign in', person }),
        world.run({ do: 'cancel', by: OPERATOR, invitation }),
      ])
      expect(signedIn).toBe('sign-in-failed')
    }
  })

  test('whoever forgot the password while their invitation is cancelled hears what everybody hears', async () => {
    const world = await openWorld(house)
    await invited(world, 'ann')
    const now = house.clock.now()

    const tx = await house.db.transaction()
    const invitation = await invitations.lock(tx, world.organizationId, world.invitationId(0))
    const asked = forgetPassword(house.outside(), world.emailOf('ann'))
    await waiting(1)
    await closeInvitation(tx, invitation, cancel(invitation, null, null, now), now)
    await withdrawPerson(tx, invitation)
    await tx.commit()
    expect(await asked).toBeUndefined()
  })

  test('a sign-in with the old password does not outlive the change of it', async () => {
    const world = await openWorld(house)
    await addActive(world, { ann: 'member' })
    const { organizationId } = world
    const userId = world.idOf('ann')
    const passwordHash = await hashPassword('another-Lantern-43-harbour')
    const now = house.clock.now()

    const tx = await house.db.transaction()
    await users.lock(tx, organizationId, userId)
    const attempt = world.run({ do: 'sign in', person: 'ann' })
    await waiting(1)
    await credentials.set(tx, { organizationId, userId, passwordHash, changedAt: now })
    await sessions.revoke(
      tx,
      organizationId,
      { userId },
      { revokedAt: now, revokedById: null, revokedWhy: 'password' },
    )
    await tx.commit()
    expect(await attempt).toBe('sign-in-failed')
    expect((await world.see()).sessions).toEqual([])
  })

  test('six who ask for a new link at once are heard once', async () => {
    const world = await openWorld(house)
    await invited(world, 'ann', 'olga')
    await world.run({ do: 'cancel', by: 'olga', invitation: 0 })
    const ask: Step = { do: 'ask for a new link', link: '0.1' }
    await Promise.all(Array.from({ length: 6 }, () => world.run(ask)))
    const { letters } = await world.see()
    expect(letters.filter((it) => it.startsWith('new-link-asked'))).toEqual([
      'new-link-asked 0.1 to olga: promised',
    ])
  })

  test('whoever looks at a link while it is cancelled sees it as it was or as it is', async () => {
    const world = await openWorld(house)
    await invited(world, 'ann')
    const now = house.clock.now()

    // Held where the page is between the invitation and its person; a cancel goes past there.
    const tx = await house.db.transaction()
    await tx.raw('lock table organizations in access exclusive mode')
    const look = world.lifeOf(world.tokenOf('0.1'))
    await waiting(1)
    const invitation = await invitations.lock(tx, world.organizationId, world.invitationId(0))
    await closeInvitation(tx, invitation, cancel(invitation, null, null, now), now)
    await withdrawPerson(tx, invitation)
    await tx.commit()
    expect(['alive', 'cancelled']).toContain(await look)
  })

  /** Whoever waits for ever is found out after a second; nobody should have to. */
  test('a suspension and the next click of a session wait for each other in one order', async () => {
    const world = await openWorld(house)
    await addActive(world, { ann: 'member' })
    await world.run({ do: 'sign in', person: 'ann' })
    house.clock.moveSeconds(61)
    const faults: string[] = []
    const note = ({ code = '' }: { code?: string }) => faults.push(code)
    house.db.on('query-error', note)

    const tx = await house.db.transaction()
    await users.lock(tx, world.organizationId, world.idOf('ann'))
    const suspension = world.run({ do: 'suspend', by: 'olga', person: 'ann' })
    await waiting(1)
    const click = world.run({ do: 'use session', session: 0 })
    await waiting(2)
    await tx.commit()
    expect(await suspension).toBe('ok')
    await click
    house.db.off('query-error', note)
    expect(faults).toEqual([])
    expect((await world.see()).sessions).toEqual([])
  })

  /** With the lock noted while the tries are held, as it once was, Postgres ends one of the two after a second. */
  test('the guess that locks an account and a new password wait for each other in one order', async () => {
    const world = await openWorld(house)
    await addActive(world, { ann: 'member' })
    const { organizationId } = world
    const guess = () => {
      const typed = { identifier: world.emailOf('ann'), password: 'no-Lantern-at-all', organizationId }
      return signIn(house.outside(), typed, BROWSER).catch((fault) => fault.code)
    }
    await Promise.all(Array.from({ length: 4 }, guess))
    const faults: string[] = []
    house.db.on('query-error', ({ code = '' }: { code?: string }) => faults.push(code))

    const tx = await house.db.transaction()
    await users.lock(tx, organizationId, world.idOf('ann'))
    const fifth = guess()
    await waiting(1)
    await forgiveTries(tx, world.idOf('ann'))
    await tx.commit()
    expect(await fifth).toBe('sign-in-failed')
    expect(faults).toEqual([])
  })
})

describe('what nobody gets around', () => {
  test('whoever may not grant a role does not get a link that grants it', async () => {
    const world = await openWorld(house)
    await world.run({ do: 'invite', by: 'olga', person: 'ann', role: 'owner', how: 'letter' })
    const copied = await world.run({ do: 'copy link', by: 'adam', invitation: 0 })
    expect(copied).toBe('beyond-your-own-permissions')
  })

  test('an inviter whose invitation was made one for an owner does not get its link either', async () => {
    const world = await openWorld(house)
    await world.run({ do: 'invite', by: 'rita', person: 'ann', role: 'member', how: 'letter' })
    await world.run({ do: 'edit', by: 'olga', invitation: 0, role: 'owner' })
    const copied = await world.run({ do: 'copy link', by: 'rita', invitation: 0 })
    expect(copied).toBe('beyond-your-own-permissions')
  })

  test('an address that may not be invited may not be changed to', async () => {
    const world = await openWorld(house)
    const { organizationId } = world
    await invited(world, 'ann')
    const allowedEmailDomains = [world.emailOf('ann').split('@')[1]]
    await house.db('organizations').where({ id: organizationId }).update({ allowedEmailDomains })
    const changed = changeInvitationAddress(
      await world.as('olga'),
      world.invitationId(0),
      'ann@elsewhere.test',
    )
    await expect(changed).rejects.toMatchObject({ code: 'address-domain-not-allowed' })
  })

  test('somebody of eleven organizations can choose any of them', async () => {
    const worlds: RealWorld[] = []
    for (let number = 0; number < 11; number++) {
      const world = await openWorld(house)
      await addActive(world, { ann: 'member' })
      await house
        .db('users')
        .where({ organizationId: world.organizationId, id: world.idOf('ann') })
        .update({ email: 'ann@everywhere.test', address: 'ann@everywhere.test' })
      worlds.push(world)
    }
    for (const { organizationId } of worlds) {
      const typed = { identifier: 'ann@everywhere.test', password: PASSWORD, organizationId }
      const begun = await signIn(house.outside(), typed, BROWSER)
      expect(begun.session.organizationId).toBe(organizationId)
    }
  })
})

test('after all of this, usher verify finds nothing', async () => {
  for (const it of houses) {
    await it.deliverAll()
    expect(await verifyInvariants(it.outside())).toEqual([])
  }
})

/** Nobody waits in line for ever: until this many statements of this database wait for a lock. */
async function waiting(many: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const [row] = await house.query<{ count: number }>(
      `select count(*)::int count from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if (row && row.count >= many) return
    await sleep(10)
  }
  throw new Error(`There were never ${many} waiting`)
}

async function invited(world: RealWorld, person: string, by = OPERATOR): Promise<void> {
  expect(await world.run({ do: 'invite', by, person, role: 'member', how: 'letter' })).toBe('invited')
  await world.run({ do: 'deliver' })
}

const count = (all: string[]): Record<string, number> =>
  Object.fromEntries([...new Set(all)].map((it) => [it, all.filter((other) => other === it).length]))
