import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/db/database.ts'
import { STAGED_BATCH, STAGED_PAUSE_SECONDS } from '../../src/domain/staged-run.ts'
import { HOUR } from '../../src/domain/time.ts'
import { listAudit } from '../../src/usecases/audit/list-audit.ts'
import type { Context } from '../../src/usecases/context.ts'
import { cancelInvitation } from '../../src/usecases/invitations/cancel-invitation.ts'
import { declineInvitation } from '../../src/usecases/invitations/decline-invitation.ts'
import { inviteStaged } from '../../src/usecases/staged/invite-staged.ts'
import { seeStaged, seeStagedRun } from '../../src/usecases/staged/see-staged.ts'
import { startStaged } from '../../src/usecases/staged/start-staged.ts'
import { goOnWithStaged, stopStaged } from '../../src/usecases/staged/stop-staged.ts'
import { deleteUser } from '../../src/usecases/users/delete-user.ts'
import { purgeUsers } from '../../src/usecases/users/purge-users.ts'
import { suspendUser } from '../../src/usecases/users/suspend-user.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { type House, openHouse } from '../support/house.ts'
import { staged } from '../support/staged.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => {
  await house.deliverAll()
  expect(await verifyInvariants(house.outside())).toEqual([])
  await house.close()
})

async function begun(ctx: Context): Promise<string> {
  const started = await startStaged(ctx)
  if (started.result !== 'begun') throw new Error(started.result)
  return started.run.id
}
/** After the pause between two batches. */
const tick = () => {
  house.clock.moveSeconds(STAGED_PAUSE_SECONDS)
  return inviteStaged(house.outside())
}
const invitedIn = async (organizationId: string): Promise<number> =>
  (
    await house.query<{ n: number }>(
      `select count(*)::int n from invitations where organization_id = :organizationId and ending is null`,
      { organizationId },
    )
  )[0]?.n ?? 0
/** An owner besides the first, who may go. */
async function another(owner: Context, email: string) {
  const { token } = await house.invited(owner, email, { roles: ['Admin'] })
  const { userId } = await house.accept(token)
  const { organizationId } = owner.actor
  return { userId, ctx: await house.userContext(organizationId, userId) }
}

describe('inviting all who are known and were not invited', () => {
  test('goes in batches, a pause apart, and says how far it is', async () => {
    const { organizationId, owner } = await house.organization()
    await staged(house, organizationId, 2 * STAGED_BATCH + 7)
    const id = await begun(owner)
    expect(await inviteStaged(house.outside())).toBe(1)
    expect(await inviteStaged(house.outside())).toBe(0)
    expect(await seeStagedRun(owner, id)).toMatchObject({ invited: STAGED_BATCH, state: 'running' })
    expect(await tick()).toBe(1)
    expect(await tick()).toBe(1)
    expect(await tick()).toBe(0)
    expect(await seeStagedRun(owner, id)).toMatchObject({ invited: 107, total: 107, state: 'done' })
    expect(await invitedIn(organizationId)).toBe(107)
    await house.deliverAll()
    expect(house.post.linksFor('staged1@people.test')).toHaveLength(1)
  })

  test('leaves out who has no address or said no, and names the others by the reason', async () => {
    const { organizationId, owner } = await house.organization()
    await staged(house, organizationId, 2, () => null)
    await staged(house, organizationId, 3, (at) => `plain${at}@home.test`)
    await staged(house, organizationId, 1, () => 'kim@gооgle.test') // the o's are Cyrillic
    await staged(house, organizationId, 2, (at) => `back${at}@home.test`)
    const [yes, no] = await house.query<{ id: string; email: string }>(
      `select id, email from users where organization_id = :organizationId and email like 'back%' order by id`,
      { organizationId },
    )
    await house.deliverAll()
    const cancelled = await house.invited(owner, yes?.email ?? '')
    await cancelInvitation(owner, cancelled.invitationId)
    const declined = await house.invited(owner, no?.email ?? '')
    await declineInvitation(house.outside(), declined.token, '')

    expect(await seeStaged(owner)).toMatchObject({
      ...{ toInvite: 5, withoutAddress: 2, declined: 1, withRoles: 0, roleName: 'Member', running: null },
    })
    const id = await begun(owner)
    await inviteStaged(house.outside())
    expect(await seeStagedRun(owner, id)).toMatchObject({
      ...{ invited: 4, total: 5, state: 'done', leftOut: { 'address-looks-alike': 1 } },
    })
    expect(await seeStaged(owner)).toMatchObject({ toInvite: 1 })
  })

  test('asks for approval where the organization wants that', async () => {
    const { organizationId, owner } = await house.organization()
    await house
      .db('organizations')
      .where({ id: organizationId })
      .update({ homeEmailDomains: ['acme.test'] })
    await staged(house, organizationId, 2)
    await staged(house, organizationId, 1, (at) => `home${at}@acme.test`)
    const id = await begun(owner)
    await inviteStaged(house.outside())
    expect(await seeStagedRun(owner, id)).toMatchObject({ invited: 1, awaiting: 2, total: 3, state: 'done' })
  })

  test('is one at a time: who begins second is shown the first', async () => {
    const { organizationId, owner } = await house.organization()
    expect(await startStaged(owner)).toEqual({ result: 'nobody' })
    await staged(house, organizationId, 60)
    const { ctx } = await another(owner, 'second@acme.test')
    const both = await Promise.all([startStaged(owner), startStaged(ctx)])
    expect(both.map((it) => it.result).sort()).toEqual(['begun', 'under-way'])
    expect(new Set(both.map((it) => 'run' in it && it.run.id)).size).toBe(1)
    await inviteStaged(house.outside())
    await tick()
  })

  test('is done once over any number of instances that look at the same moment', async () => {
    const { organizationId, owner } = await house.organization()
    await staged(house, organizationId, 120)
    const id = await begun(owner)
    for (let batch = 0; batch < 3; batch++) {
      const done = await Promise.all(Array.from({ length: 5 }, () => inviteStaged(house.outside())))
      expect(done.reduce((sum, it) => sum + it)).toBe(1)
      house.clock.moveSeconds(STAGED_PAUSE_SECONDS)
    }
    expect(await seeStagedRun(owner, id)).toMatchObject({ invited: 120, state: 'done' })
    expect(await invitedIn(organizationId)).toBe(120)
  })

  test('goes on where an instance was killed in the middle of a batch', async () => {
    const { organizationId, owner } = await house.organization()
    await staged(house, organizationId, 70)
    const id = await begun(owner)
    await inviteStaged(house.outside())
    house.clock.moveSeconds(STAGED_PAUSE_SECONDS)
    const killed = openDatabase(house.url, 1)
    await killed.raw(`create function die() returns trigger language plpgsql as $$
      begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$`)
    // At the last thing that a batch writes.
    await killed.raw('create trigger die before update on staged_runs for each row execute function die()')
    await expect(inviteStaged({ ...house.outside(), db: killed })).rejects.toThrow()
    await house.db.raw('drop trigger die on staged_runs')
    await killed.destroy()
    expect(await seeStagedRun(owner, id)).toMatchObject({ invited: 50, state: 'running' })
    expect(await invitedIn(organizationId)).toBe(50)
    expect(await inviteStaged(house.outside())).toBe(1)
    expect(await seeStagedRun(owner, id)).toMatchObject({ invited: 70, state: 'done' })
    expect(await invitedIn(organizationId)).toBe(70)
  })

  test('makes the same number of statements however many there are', async () => {
    const statements = async (count: number) => {
      const { organizationId, owner } = await house.organization()
      await staged(house, organizationId, count)
      await begun(owner)
      let n = 0
      const counted = () => void n++
      house.db.on('query', counted)
      await inviteStaged(house.outside())
      house.db.removeListener('query', counted)
      return n
    }
    expect(await statements(49)).toBe(await statements(2))
  })
})

describe('a batch asks again whether whoever began it may', () => {
  test.each([
    ['suspended', 'gone', (owner: Context, userId: string) => suspendUser(owner, userId)],
    [
      'no admin any more',
      'not-permitted',
      ({ actor: { organizationId } }: Context, userId: string) =>
        house.query(
          `update grants set role_id = (select id from roles where organization_id = :organizationId and key = 'member')
           where user_id = :userId`,
          { organizationId, userId },
        ),
    ],
    [
      'erased',
      'gone',
      async (owner: Context, userId: string) => {
        await deleteUser(owner, userId)
        house.clock.moveSeconds(HOUR)
        await purgeUsers(house.outside())
      },
    ],
  ])('%s: it stops, says so, and invites nobody else', async (_what, why, lose) => {
    const { organizationId, owner } = await house.organization()
    await staged(house, organizationId, 60)
    const { ctx, userId } = await another(owner, 'admin@acme.test')
    const id = await begun(ctx)
    await inviteStaged(house.outside())
    await lose(owner, userId)
    await tick()
    expect(await seeStagedRun(owner, id)).toMatchObject({ state: 'stopped', stoppedWhy: why, invited: 50 })
    expect(await tick()).toBe(0)
    expect(await seeStaged(owner)).toMatchObject({ toInvite: 10, running: null })
    const entries = await listAudit(owner, {})
    expect(entries.find((it) => it.act === 'invitation.stop-staged')?.actorKind).toBe('system')
  })

  test('who may not invite neither begins, looks, stops, nor goes on', async () => {
    const { organizationId, owner } = await house.organization()
    await staged(house, organizationId, 1)
    const { token } = await house.invited(owner, 'member@acme.test')
    const member = await house.userContext(organizationId, (await house.accept(token)).userId)
    const id = await begun(owner)
    for (const refused of [
      () => startStaged(member),
      () => seeStaged(member),
      () => seeStagedRun(member, id),
      () => stopStaged(member, id),
      () => goOnWithStaged(member, id),
    ])
      await expect(refused()).rejects.toMatchObject({ code: 'not-permitted' })
    await inviteStaged(house.outside())
  })

  test('of another organization it is as unknown as one that never was', async () => {
    const { organizationId, owner } = await house.organization()
    await staged(house, organizationId, 1)
    const id = await begun(owner)
    const { owner: stranger } = await house.organization('Beta', 'beta@beta.test')
    for (const unknown of [seeStagedRun, stopStaged, goOnWithStaged])
      await expect(unknown(stranger, id)).rejects.toMatchObject({ code: 'not-found' })
    expect(await seeStaged(stranger)).toMatchObject({ toInvite: 0, running: null })
    await inviteStaged(house.outside())
  })
})

describe('stopping and going on', () => {
  test('nobody else is invited meanwhile, and nobody twice', async () => {
    const { organizationId, owner } = await house.organization()
    await staged(house, organizationId, 90)
    const id = await begun(owner)
    await inviteStaged(house.outside())
    expect(await stopStaged(owner, id)).toMatchObject({ state: 'stopped', stoppedBy: 'Olga Petrova' })
    expect(await tick()).toBe(0)
    expect(await goOnWithStaged(owner, id)).toMatchObject({ state: 'running', isMine: true })
    expect(await inviteStaged(house.outside())).toBe(1)
    expect(await seeStagedRun(owner, id)).toMatchObject({ invited: 90, state: 'done' })
    expect(await stopStaged(owner, id)).toMatchObject({ state: 'done' })
    expect(await goOnWithStaged(owner, id)).toMatchObject({ state: 'done' })
    const entries = await listAudit(owner, { targetId: organizationId })
    const acts = entries.map((it) => it.act).filter((it) => it.endsWith('staged'))
    expect(acts).toEqual([
      'invitation.go-on-with-staged',
      'invitation.stop-staged',
      'invitation.start-staged',
    ])
  })
})

test('where as many were sent as may be in an hour it waits, and goes on by itself', async () => {
  const { organizationId, owner, ownerId } = await house.organization()
  await staged(house, organizationId, 3)
  const now = house.clock.now()
  await house.query(
    `with many as (
       insert into users (organization_id, id, email, address, origin, created_at, invited_at)
       select :organizationId, gen_random_uuid(), 'm' || n || '@m.test', 'm' || n || '@m.test', 'invite', :now, :now
       from generate_series(1, 1998) n returning id, address)
     insert into invitations (organization_id, id, user_id, address, inviter_id, inviter_name, created_at,
       lifetime_seconds, generation, ending, ended_at)
     select :organizationId, gen_random_uuid(), id, address, :ownerId, 'Olga', :now, 86400, 0, 'cancelled', :now from many`,
    { organizationId, ownerId, now },
  )
  await house.query(`update users set invited_at = null, suspended_at = :now where address like '%@m.test'`, {
    now,
  })
  const id = await begun(owner)
  await inviteStaged(house.outside())
  expect(await seeStagedRun(owner, id)).toMatchObject({ invited: 0, state: 'running', isWaiting: true })
  house.clock.moveSeconds(HOUR)
  expect(await inviteStaged(house.outside())).toBe(1)
  expect(await seeStagedRun(owner, id)).toMatchObject({ invited: 3, state: 'done' })
  await house.query(`delete from invitations where address like '%@m.test'`)
})

test('what the batch of one organization stumbles over holds up no other, and is tried again', async () => {
  const first = await house.organization()
  await staged(house, first.organizationId, 2)
  const stumbling = await begun(first.owner)
  house.clock.moveSeconds(1)
  const second = await house.organization()
  await staged(house, second.organizationId, 2)
  const other = await begun(second.owner)
  await house.db.raw(
    `alter table invitations add constraint stumbles check (organization_id <> '${first.organizationId}') not valid`,
  )
  await expect(inviteStaged(house.outside())).rejects.toThrow('stumbles')
  expect(await seeStagedRun(second.owner, other)).toMatchObject({ invited: 2, state: 'done' })
  expect(await seeStagedRun(first.owner, stumbling)).toMatchObject({ invited: 0, state: 'running' })
  await house.db.raw('alter table invitations drop constraint stumbles')
  expect(await inviteStaged(house.outside())).toBe(1)
  expect(await seeStagedRun(first.owner, stumbling)).toMatchObject({ invited: 2, state: 'done' })
})
