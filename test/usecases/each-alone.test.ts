import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/domain/time.ts'
import { endUndecided } from '../../src/usecases/approvals/end-undecided.ts'
import type { Context } from '../../src/usecases/context.ts'
import { sendScheduled } from '../../src/usecases/invitations/send-scheduled.ts'
import { endTemporaryGrants } from '../../src/usecases/roles/end-temporary-grants.ts'
import { deleteUser } from '../../src/usecases/users/delete-user.ts'
import { purgeUsers } from '../../src/usecases/users/purge-users.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { type House, openHouse } from '../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => {
  expect(await verifyInvariants(house.outside())).toEqual([])
  await house.close()
})

const soon = () => new Date(house.clock.now().getTime() + HOUR * 1000)

async function member(owner: Context, email: string): Promise<string> {
  const { token } = await house.invited(owner, email)
  return (await house.accept(token)).userId
}

/** While something is done, nothing of this organization can be written into that table. */
async function stumbling<T>(table: string, organizationId: string, work: () => Promise<T>): Promise<T> {
  await house.db.raw(
    `alter table ${table} add constraint stumbles check (organization_id <> '${organizationId}') not valid`,
  )
  try {
    return await work()
  } finally {
    await house.db.raw(`alter table ${table} drop constraint stumbles`)
  }
}

const countOf = async (sql: string, organizationId: string): Promise<number> =>
  (await house.query<{ n: number }>(`select count(*)::int n from ${sql}`, { organizationId }))[0]?.n ?? 0

describe('what one organization stumbles over holds up no other, and is tried again', () => {
  const cases = [
    {
      what: 'letters that were scheduled',
      table: 'messages',
      prepare: (owner: Context) => house.invite(owner, ['late@each.test'], { sendAfter: soon() }),
      later: HOUR,
      tick: sendScheduled,
      left: `invitations where organization_id = :organizationId and send_after is not null`,
    },
    {
      what: 'roles for a while',
      table: 'audit_entries',
      prepare: async (owner: Context) => {
        const userId = await member(owner, 'while@each.test')
        await house.query(
          `insert into grants (organization_id, id, user_id, role_id, source, created_at, expires_at)
           select organization_id, gen_random_uuid(), :userId, id, 'temporary', :now, :ends from roles
           where organization_id = :organizationId and key = 'admin' returning 1`,
          { userId, organizationId: owner.actor.organizationId, now: house.clock.now(), ends: soon() },
        )
      },
      later: HOUR,
      tick: endTemporaryGrants,
      left: `grants where organization_id = :organizationId and expires_at is not null`,
    },
    {
      what: 'people who are to be erased',
      table: 'audit_entries',
      prepare: async (owner: Context) => deleteUser(owner, await member(owner, 'gone@each.test')),
      later: DAY,
      tick: purgeUsers,
      left: `users where organization_id = :organizationId and purge_at is not null`,
    },
    {
      what: 'requests that nobody decided',
      table: 'audit_entries',
      prepare: async (owner: Context) => {
        const asked = await house.invited(owner, 'asked@each.test')
        await house.query(
          `update invitations set approval_asked_at = :now, generation = 0, sent_at = null, expires_at = null,
             remind_at = null where id = :id returning 1`,
          { id: asked.invitationId, now: house.clock.now() },
        )
      },
      later: 60 * DAY,
      tick: endUndecided,
      left: `invitations where organization_id = :organizationId and ending is null and approval_asked_at is not null`,
    },
  ]

  test.each(cases)('$what', async ({ table, prepare, later, tick, left }) => {
    const first = await house.organization()
    await prepare(first.owner)
    house.clock.moveSeconds(1)
    const second = await house.organization()
    await prepare(second.owner)
    house.clock.moveSeconds(later + 1)
    const leftIn = (it: { organizationId: string }) => countOf(left, it.organizationId)
    expect([await leftIn(first), await leftIn(second)]).toEqual([1, 1])
    await stumbling(table, first.organizationId, () =>
      expect(tick(house.outside())).rejects.toThrow('stumbles'),
    )
    expect([await leftIn(first), await leftIn(second)]).toEqual([1, 0])
    expect(await tick(house.outside())).toBe(1)
    expect([await leftIn(first), await leftIn(second)]).toEqual([0, 0])
  })
})
