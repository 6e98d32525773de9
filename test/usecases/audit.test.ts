import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { listAudit } from '../../src/usecases/audit/list-audit.ts'
import { sealAudit } from '../../src/usecases/audit/seal-audit.ts'
import { verifyAudit } from '../../src/usecases/audit/verify-audit.ts'
import { cancelInvitation } from '../../src/usecases/invitations/cancel-invitation.ts'
import { signIn } from '../../src/usecases/sessions/sign-in.ts'
import { startStaged } from '../../src/usecases/staged/start-staged.ts'
import { deleteUser, undoDeleteUser } from '../../src/usecases/users/delete-user.ts'
import { purgeUsers } from '../../src/usecases/users/purge-users.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { BROWSER, type House, openHouse, PASSWORD } from '../support/house.ts'
import { staged } from '../support/staged.ts'

const houses: House[] = []
let house: House
beforeEach(async () => {
  house = await openHouse()
  houses.push(house)
})
afterAll(async () => {
  for (const it of houses) await it.close()
})

const sealAll = async () => {
  while ((await sealAudit(house.outside())) > 0);
}

/** As whoever owns the tables could: the application itself may not. */
async function tamper(sql: string, bindings: Record<string, unknown> = {}): Promise<void> {
  await house.db.raw('grant update, delete on audit_entries, audit_seals, audit_details to current_user')
  await house.db.raw(sql, bindings as Record<string, never>)
}

describe('the chain', () => {
  test('holds, and says what is not sealed yet', async () => {
    const { owner, organizationId } = await house.organization()
    await sealAll()
    const before = await verifyAudit(house.outside(), organizationId)
    expect(before).toMatchObject({ broken: null, waiting: [], unaccounted: [] })
    await house.invite(owner, ['one@chain.test', 'two@chain.test'])
    const after = await verifyAudit(house.outside(), organizationId)
    expect(after).toMatchObject({ sealed: before.sealed, broken: null, unaccounted: [] })
    expect(after.waiting).toHaveLength(2)
  })

  test.each([
    ['an entry that was changed', "update audit_entries set act = 'nothing' where id = :id", /changed/],
    [
      'an entry that was moved in time',
      "update audit_entries set at = at - interval '1 s' where id = :id",
      /changed/,
    ],
    ['an entry that was removed', 'delete from audit_entries where id = :id', /removed/],
    [
      'details that were changed',
      "update audit_details set body = '{}' where entry_id = :id",
      /details were changed/,
    ],
    ['details that were removed', 'delete from audit_details where entry_id = :id', /no erasure/],
    ['a seal that was removed', 'delete from audit_seals where entry_id = :id', /seals were removed/],
  ])('names %s', async (_, sql, why) => {
    const { owner, organizationId } = await house.organization()
    const [outcome] = await house.invite(owner, ['victim@chain.test'])
    await house.invite(owner, ['later@chain.test'])
    await sealAll()
    const [entry] = await house.query<{ id: string }>('select id from audit_entries where target_id = :id', {
      id: outcome && 'invitationId' in outcome ? outcome.invitationId : '',
    })
    await tamper(sql, { id: entry?.id })
    const { broken } = await verifyAudit(house.outside(), organizationId)
    expect(broken?.entryId === entry?.id || /seals were removed/.test(broken?.why ?? '')).toBe(true)
    expect(broken?.why).toMatch(why)
  })

  test('names two entries that changed places', async () => {
    const { owner, organizationId } = await house.organization()
    await house.invite(owner, ['a@swap.test', 'b@swap.test'])
    await sealAll()
    await tamper('alter table audit_seals drop constraint audit_seals_organization_id_entry_id_key')
    await tamper(`update audit_seals s set entry_id = o.entry_id from audit_seals o
                  where s.organization_id = o.organization_id and s.number in (1, 2) and o.number = 3 - s.number`)
    expect((await verifyAudit(house.outside(), organizationId)).broken?.number).toBe(1)
  })
})

test('lists by target, actor and act, and only for those who may', async () => {
  const { owner, ownerId, organizationId } = await house.organization()
  const ada = await house.invited(owner, 'ada@list.test')
  await cancelInvitation(owner, ada.invitationId)
  const acts = async (wish: Parameters<typeof listAudit>[1]) =>
    (await listAudit(owner, wish)).map((it) => it.act)
  expect(await acts({ targetId: ada.invitationId })).toEqual(['invitation.cancel', 'invitation.create'])
  expect(await acts({ actorId: ownerId, act: 'invitation' })).toEqual([
    'invitation.cancel',
    'invitation.create',
    'invitation.accept',
  ])
  expect(await acts({ targetId: 'no id' })).toEqual([])
  const there = await house.organization()
  expect(await listAudit(there.owner, { targetId: ada.invitationId })).toEqual([])
  const bob = await house.invited(owner, 'bob@list.test')
  await house.accept(bob.token, { firstName: 'Bob', lastName: 'Brown' })
  await expect(listAudit(await house.userContext(organizationId, bob.userId), {})).rejects.toMatchObject({
    facts: { needs: 'audit.read' },
  })
})

describe('erasure', () => {
  test('leaves no trace of the person but an id, and a chain that holds', async () => {
    const { owner, organizationId } = await house.organization()
    const name = 'Xanthippe'
    const address = 'xanthippe@erase.test'
    const gone = await house.invited(owner, address, { roles: ['Owner'], message: `Dear ${name}` })
    await house.accept(gone.token, { firstName: name, lastName: 'Quill' })
    await signIn(house.outside(), { identifier: address, password: PASSWORD, organizationId: null }, BROWSER)
    const theirs = await house.userContext(organizationId, gone.userId)
    const invited = await house.invited(theirs, 'friend@erase.test')
    await sealAll()
    await deleteUser(owner, gone.userId)
    expect(await purgeUsers(house.outside())).toBe(0)
    await undoDeleteUser(owner, gone.userId)
    await deleteUser(owner, gone.userId)
    house.clock.moveSeconds(900)
    expect(await purgeUsers(house.outside())).toBe(1)
    await sealAll()

    const everything = await dump()
    for (const trace of [name, address, 'xanthippe', 'Quill'])
      expect(everything.toLowerCase()).not.toContain(trace.toLowerCase())
    expect(everything).toContain(gone.userId)
    expect(await verifyAudit(house.outside(), organizationId)).toMatchObject({
      broken: null,
      unaccounted: [],
    })
    expect(await verifyInvariants(house.outside())).toEqual([])
    await house.accept(invited.token, { firstName: 'Fred', lastName: 'Friend' })
    const [again] = await house.invite(owner, [address])
    expect(again?.result).toBe('invited')
  })

  test('nobody is kept by being named in the rows of others, as their manager or otherwise', async () => {
    const { organizationId, owner } = await house.organization()
    await staged(house, organizationId, 1)
    await startStaged(owner)
    const staying = await house.invited(owner, 'stays@erase.test')
    await house.accept(staying.token)
    const gone = await house.invited(owner, 'boss@erase.test')
    await house.accept(gone.token)
    const naming = await house.query<{ place: string; column: string }>(
      `select c.conrelid::regclass::text place, a.attname as "column" from pg_constraint c
       join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[2]
       where c.contype = 'f' and c.confrelid = 'users'::regclass and c.confdeltype = 'a'`,
    )
    expect(naming).toContainEqual({ place: 'users', column: 'manager_id' })
    expect(naming.length).toBeGreaterThan(6)
    // In rows that do not go with the person.
    const whose: Record<string, string> = { users: 'id', organizations: 'id', staged_runs: 'id' }
    for (const { place, column } of naming) {
      const [{ ctid } = { ctid: '' }] = await house.query<{ ctid: string }>(
        `select ctid::text from ${place} where ${whose[place] ?? 'user_id'} is distinct from :id limit 1`,
        { id: gone.userId },
      )
      const named = `update ${place} set ${column} = :id where ctid = cast(:ctid as tid) returning 1`
      expect(await house.query(named, { id: gone.userId, ctid }), `${place}.${column}`).toHaveLength(1)
    }
    await deleteUser(owner, gone.userId)
    house.clock.moveSeconds(900)
    expect(await purgeUsers(house.outside())).toBe(1)
    expect(await house.query('select id from users where id = :id', { id: gone.userId })).toEqual([])
  })
})

/** Every row of every table, as text: what somebody who stole the database would read. */
async function dump(): Promise<string> {
  const tables = await house.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) name from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
  )
  const rows: { row: string }[] = []
  for (const { name } of tables)
    rows.push(...(await house.query<{ row: string }>(`select row_to_json(t)::text row from ${name} t`)))
  return rows.map((it) => it.row).join('\n')
}
