import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { flagChoices } from '../../connectors/flag-choices.ts'
import { newId } from '../../src/db/id.ts'
import { userIdOf } from '../../src/domain/actor.ts'
import type { Connection } from '../../src/domain/connection.ts'
import { stateOf } from '../../src/domain/user.ts'
import { changeConnection } from '../../src/usecases/connections/change-connection.ts'
import { createConnection } from '../../src/usecases/connections/create-connection.ts'
import { endConnection } from '../../src/usecases/connections/end-connection.ts'
import { issueClient } from '../../src/usecases/connections/issue-client.ts'
import { issueToken } from '../../src/usecases/connections/issue-token.ts'
import { listConnections, seeConnection } from '../../src/usecases/connections/list-connections.ts'
import { listExchanges, seeExchange } from '../../src/usecases/connections/list-exchanges.ts'
import { mapGroup } from '../../src/usecases/connections/map-group.ts'
import { noteExchanges } from '../../src/usecases/connections/note-exchanges.ts'
import { revokeClient } from '../../src/usecases/connections/revoke-client.ts'
import { revokeToken } from '../../src/usecases/connections/revoke-token.ts'
import { rotateToken } from '../../src/usecases/connections/rotate-token.ts'
import { tokenForClient } from '../../src/usecases/connections/token-for-client.ts'
import { whoProvisions } from '../../src/usecases/connections/who-provisions.ts'
import type { Context } from '../../src/usecases/context.ts'
import { removeMembers } from '../../src/usecases/groups/change-members.ts'
import { seeGroup } from '../../src/usecases/groups/see-groups.ts'
import { provisionGroup } from '../../src/usecases/provisioning/provision-group.ts'
import { provisioning } from '../../src/usecases/provisioning/provisioning.ts'
import { archiveRole } from '../../src/usecases/roles/archive-role.ts'
import { createRole } from '../../src/usecases/roles/create-role.ts'
import { seeGrants } from '../../src/usecases/roles/see-roles.ts'
import { editUser } from '../../src/usecases/users/edit-user.ts'
import { seeUser } from '../../src/usecases/users/see-user.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { exchange } from '../support/exchange.ts'
import { type House, openHouse } from '../support/house.ts'
import { connected, said } from '../support/team-provider.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => {
  expect(await verifyInvariants(house.outside())).toEqual([])
  await house.close()
})

const connect = (ctx: Context, more: { name?: string; ceiling?: string } = {}) =>
  createConnection(ctx, { connector: 'okta', name: 'Okta', ...more })
const change = (ctx: Context, { id, version }: Connection, asked: object) =>
  changeConnection(ctx, id, { version, ...asked }, flagChoices)
const speaks = async (secret: string) => (await whoProvisions(house.outside(), secret)) !== null
const told = async (id: string) =>
  (
    await house.query<{ act: string; body: string }>(
      `select e.act, d.body from audit_entries e join audit_details d on d.entry_id = e.id
       where e.target_id = :id and e.target_kind = 'connection' order by e.id`,
      { id },
    )
  ).map(({ act, body }) => ({ act, ...JSON.parse(body) }))

/** Somebody active who holds this role and nothing else. */
async function holding(owner: Context, role: string) {
  const email = `${role.toLowerCase()}-${newId(new Date())}@acme.test`
  const { userId, token } = await house.invited(owner, email, { roles: [role] })
  await house.accept(token)
  return house.userContext(owner.actor.organizationId, userId)
}

describe('a connection', () => {
  test('is made with a token that is shown once, and seen with how it is doing', async () => {
    const { owner } = await house.organization()
    const { connection, token } = await connect(owner)
    expect(await speaks(token.secret)).toBe(true)
    const [seen, ...others] = await listConnections(owner)
    expect(others).toEqual([])
    expect(seen).toMatchObject({
      ...{ id: connection.id, name: 'Okta', connector: 'okta', flags: {}, networks: [], version: 1 },
      ...{
        ceiling: { name: 'Manager' },
        defaultRole: null,
        people: 0,
        teams: 0,
        openQuestions: 0,
        clients: [],
      },
      health: { lastExchangeAt: null, lastSuccessAt: null, lastError: null, errorsLastDay: 0 },
      tokens: [{ id: token.id, beginning: token.secret.slice(0, 10), lastUsedAt: null, expiresAt: null }],
    })
    expect(JSON.stringify([seen, await told(connection.id)])).not.toContain(token.secret)
    expect(await told(connection.id)).toMatchObject([
      {
        act: 'connection.create',
        after: { name: 'Okta', ceiling: 'Manager', token: token.secret.slice(0, 10) },
      },
    ])
  })

  test('has a name of its own, and there are at most twenty', async () => {
    const { owner } = await house.organization()
    await connect(owner)
    await expect(connect(owner, { name: ' OKTA ' })).rejects.toMatchObject({ code: 'name-taken' })
    await expect(connect(owner, { name: 'x'.repeat(81) })).rejects.toMatchObject({ code: 'name-unusable' })
    const many = await Promise.allSettled(
      Array.from({ length: 22 }, (_, at) => connect(owner, { name: `Okta ${at}` })),
    )
    expect(many.filter((it) => it.status === 'fulfilled')).toHaveLength(19)
    await expect(connect(owner, { name: 'One more' })).rejects.toMatchObject({
      code: 'too-many',
      facts: { what: 'connection', limit: 20 },
    })
  })

  test('counts what it holds, and costs as many statements for many as for one', async () => {
    const { owner } = await house.organization()
    const okta = await connected(house, owner)
    await provisionGroup(await okta.speaks(), said('Engines', await okta.people(1)))
    const statements = async () => {
      let seen = 0
      const note = () => seen++
      house.db.on('query', note)
      const found = await listConnections(owner)
      house.db.off('query', note)
      return { seen, found }
    }
    const one = await statements()
    expect(one.found).toMatchObject([{ people: 1, teams: 1 }])
    const other = await connect(owner, { name: 'A second' })
    await issueClient(owner, other.connection.id)
    const both = await statements()
    expect(both.seen).toBe(one.seen)
    expect(both.found.map((it) => [it.name, it.people, it.tokens.length, it.clients.length])).toEqual([
      ['A second', 0, 1, 1],
      ['Okta', 1, 1, 0],
    ])
  })
})

describe('a change', () => {
  test('says what was before and after, and counts versions', async () => {
    const { owner } = await house.organization()
    const { connection } = await connect(owner)
    const changed = await change(owner, connection, {
      name: ' Okta  EU ',
      networks: ['10.0.0.7/8', '', '2001:DB8::1'],
      flags: { deleteMeans: 'hard', patchAnswer: { user: 204, group: 200 } },
      isDryRun: true,
    })
    expect(changed).toMatchObject({
      ...{ name: 'Okta EU', networks: ['10.0.0.0/8', '2001:db8::1'], isDryRun: true, version: 2 },
      flags: { deleteMeans: 'hard', patchAnswer: { user: 204, group: 200 } },
    })
    expect((await told(connection.id))[1]).toMatchObject({
      act: 'connection.change',
      before: { name: 'Okta', networks: [], flags: {}, isDryRun: false },
      after: { name: 'Okta EU', isDryRun: true },
    })
    expect((await told(connection.id))[1].after).not.toHaveProperty('sendsWelcome')
    expect(await change(owner, changed, { name: 'Okta EU', sendsWelcome: true })).toMatchObject({
      version: 2,
    })
    expect(await told(connection.id)).toHaveLength(2)
    await expect(change(owner, connection, { name: 'Late' })).rejects.toMatchObject({
      code: 'changed-meanwhile',
    })
    expect((await seeConnection(owner, connection.id)).name).toBe('Okta EU')
  })

  test('of two that were begun on the same page one is refused', async () => {
    const { owner } = await house.organization()
    const { connection } = await connect(owner)
    const both = await Promise.allSettled([
      change(owner, connection, { isDryRun: true }),
      change(owner, connection, { sendsWelcome: false }),
    ])
    expect(both.map((it) => it.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('is refused where it says what there is not, all of it at once', async () => {
    const { owner } = await house.organization()
    const { connection } = await connect(owner)
    await connect(owner, { name: 'Taken' })
    for (const [asked, fault] of [
      [{ name: '' }, { code: 'name-unusable' }],
      [{ name: 'TAKEN' }, { code: 'name-taken' }],
      [{ networks: ['10.0.0.0/33'] }, { code: 'network-unreadable', facts: { typed: '10.0.0.0/33' } }],
      [{ networks: Array.from({ length: 51 }, (_, at) => `10.0.${at}.0/24`) }, { code: 'too-many' }],
      [
        { flags: { deleteMeans: 'soft', constructor: 1 } },
        { code: 'choice-unknown', facts: { typed: 'constructor' } },
      ],
      [
        { flags: { deleteMeans: 'gently' } },
        { code: 'choice-unknown', facts: { typed: 'deleteMeans: "gently"' } },
      ],
      [{ ceiling: 'Emperor' }, { code: 'role-unknown' }],
      [{ name: ' ', networks: ['nowhere'] }, { code: 'several-faults' }],
    ] as const)
      await expect(change(owner, connection, asked), JSON.stringify(asked)).rejects.toMatchObject(fault)
    expect(await seeConnection(owner, connection.id)).toMatchObject({
      version: 1,
      name: 'Okta',
      networks: [],
    })
  })

  test('of its roles keeps within the ceiling, and within what whoever changes it may give', async () => {
    const { owner } = await house.organization()
    const admin = await holding(owner, 'Admin')
    const { connection } = await connect(admin)
    await expect(change(admin, connection, { defaultRole: 'Admin' })).rejects.toMatchObject({
      code: 'beyond-ceiling',
      facts: { role: 'Admin', ceiling: 'Manager' },
    })
    await expect(change(admin, connection, { ceiling: 'owner' })).rejects.toMatchObject({
      code: 'beyond-your-own-permissions',
    })
    const raised = await change(admin, connection, { ceiling: 'Admin', defaultRole: 'admin' })
    expect(await seeConnection(admin, connection.id)).toMatchObject({
      ceiling: { name: 'Admin' },
      defaultRole: { name: 'Admin' },
    })
    await expect(change(admin, raised, { ceiling: 'Manager' })).rejects.toMatchObject({
      code: 'beyond-ceiling',
    })
    const lowered = await change(admin, raised, { ceiling: 'Manager', defaultRole: null })
    expect(lowered).toMatchObject({ defaultRoleId: null })
  })

  test('of the ceiling takes what groups gave beyond it, and gives what they could not', async () => {
    const { owner } = await house.organization()
    const okta = await connected(house, owner, { ceiling: 'Admin' })
    const [ada = ''] = await okta.people(1)
    const { id: team } = (await provisionGroup(await okta.speaks(), said('Leads', [ada]))).result
    const { ceilingRoleId: admin } = await seeConnection(owner, okta.connectionId)
    await mapGroup(owner, { groupId: team, roleIds: [admin] })
    const names = async () => (await seeGrants(owner, ada)).map((it) => it.name).sort()
    expect(await names()).toEqual(['Admin', 'Member'])
    const lowered = await change(owner, await seeConnection(owner, okta.connectionId), { ceiling: 'Manager' })
    expect(await names()).toEqual(['Member'])
    await change(owner, lowered, { ceiling: 'Owner' })
    expect(await names()).toEqual(['Admin', 'Member'])
  })

  test('and every token are for those alone who may give what the connection may', async () => {
    const { owner } = await house.organization()
    const admin = await holding(owner, 'Admin')
    const { connection, token } = await connect(owner, { ceiling: 'Owner' })
    const beyond = { code: 'beyond-your-own-permissions', facts: { role: 'Owner' } }
    await expect(change(admin, connection, { networks: [] })).rejects.toMatchObject(beyond)
    await expect(issueToken(admin, connection.id)).rejects.toMatchObject(beyond)
    await expect(issueClient(admin, connection.id)).rejects.toMatchObject(beyond)
    await expect(rotateToken(admin, token.id, 0)).rejects.toMatchObject(beyond)
    await expect(connect(admin, { name: 'Mine', ceiling: 'Owner' })).rejects.toMatchObject(beyond)
    await revokeToken(admin, token.id)
    expect(await speaks(token.secret), 'taking away is always allowed').toBe(false)
  })

  test('is not for people without connections.manage, nor to be seen by them', async () => {
    const { owner } = await house.organization()
    const { connection, token } = await connect(owner)
    await noteExchanges(house.outside(), [exchange(house, connection)])
    const { lines } = await listExchanges(owner, connection.id)
    const client = await issueClient(owner, connection.id)
    const member = await holding(owner, 'Member')
    const manager = await holding(owner, 'Manager')
    for (const ctx of [member, manager])
      for (const deed of [
        () => listConnections(ctx),
        () => seeConnection(ctx, connection.id),
        () => connect(ctx, { name: 'Mine' }),
        () => change(ctx, connection, {}),
        () => endConnection(ctx, connection.id),
        () => issueToken(ctx, connection.id),
        () => rotateToken(ctx, token.id, 0),
        () => revokeToken(ctx, token.id),
        () => issueClient(ctx, connection.id),
        () => revokeClient(ctx, client.id),
        () => listExchanges(ctx, connection.id),
        () => seeExchange(ctx, lines[0]?.id ?? ''),
      ])
        await expect(deed(), String(deed)).rejects.toMatchObject({
          code: 'not-permitted',
          facts: { needs: 'connections.manage' },
        })
  })

  test('leaves no connection with a role that is not in use', async () => {
    const { owner } = await house.organization()
    const role = await createRole(owner, { name: 'Reader', permissions: ['users.read'] })
    const { connection } = await connect(owner, { ceiling: 'Reader' })
    const beyond = { code: 'role-of-connections', facts: { role: 'Reader', connections: ['Okta'] } }
    await expect(archiveRole(owner, role.id)).rejects.toMatchObject(beyond)
    const raised = await change(owner, connection, { ceiling: 'Admin', defaultRole: 'Reader' })
    await expect(archiveRole(owner, role.id)).rejects.toMatchObject(beyond)
    await change(owner, raised, { defaultRole: null })
    await archiveRole(owner, role.id)
  })
})

describe('an end', () => {
  test('is of every token and client, and nobody loses access by it', async () => {
    const { owner, organizationId } = await house.organization()
    const okta = await connected(house, owner)
    const connection = await seeConnection(owner, okta.connectionId)
    const token = await issueToken(owner, connection.id)
    const client = await issueClient(owner, connection.id)
    const access = await tokenForClient(house.outside(), client.id, client.secret)
    expect(await speaks(access?.token ?? '')).toBe(true)
    const entra = await connected(house, owner, { name: 'Entra' })
    const [ada = '', bob = ''] = await okta.people(2)
    const eve = await entra.person()
    const { id: team } = (await provisionGroup(await okta.speaks(), said('Engines', [ada]))).result
    await mapGroup(owner, { groupId: team, roleIds: [connection.ceilingRoleId] })
    await house.query(
      `insert into link_questions (organization_id, id, connection_id, user_id, user_name, asked_at)
       values (:organizationId, gen_random_uuid(), :connectionId, :ada, 'ada', now()) returning 1`,
      { organizationId, connectionId: connection.id, ada },
    )
    expect(await seeConnection(owner, connection.id)).toMatchObject({ people: 2, teams: 1, openQuestions: 1 })

    await endConnection(owner, connection.id)
    await endConnection(owner, connection.id)
    expect([await speaks(token.secret), await speaks(access?.token ?? '')]).toEqual([false, false])
    expect(await tokenForClient(house.outside(), client.id, client.secret)).toBeNull()
    expect((await listConnections(owner)).map((it) => it.name)).toEqual(['Entra'])
    expect(await seeConnection(owner, connection.id)).toMatchObject({
      ...{ endedAt: house.clock.now(), people: 0, teams: 0, openQuestions: 0, tokens: [], clients: [] },
    })
    const rolesOf = async (userId: string) =>
      (await seeGrants(owner, userId)).map((it) => `${it.name} ${it.source}`).sort()
    expect(await rolesOf(ada)).toEqual(['Manager manual', 'Member manual'])
    expect(await rolesOf(bob)).toEqual(['Member manual'])
    expect(await rolesOf(eve)).toEqual(['Member scim'])
    const { user } = await seeUser(owner, ada)
    expect(stateOf(user)).toBe('active')
    expect((await seeGroup(owner, team)).members).toBe(1)
    await removeMembers(owner, team, [ada])
    await editUser(owner, ada, { firstName: 'Ada', version: user.version })
    expect(await rolesOf(ada), 'nothing gives or takes it any more').toEqual([
      'Manager manual',
      'Member manual',
    ])
    expect((await told(connection.id)).at(-1)).toMatchObject({
      act: 'connection.end',
      after: { peopleKept: 2, teamsKept: 1, rolesKept: 3 },
    })
    expect((await told(connection.id)).filter((it) => it.act === 'connection.end')).toHaveLength(1)
  })

  test('leaves nothing that can be changed, and its name free', async () => {
    const { owner } = await house.organization()
    const { connection, token } = await connect(owner)
    await endConnection(owner, connection.id)
    const ended = { code: 'connection-ended', facts: { connection: 'Okta' } }
    await expect(change(owner, connection, { name: 'x' })).rejects.toMatchObject(ended)
    await expect(issueToken(owner, connection.id)).rejects.toMatchObject(ended)
    await expect(issueClient(owner, connection.id)).rejects.toMatchObject(ended)
    await expect(rotateToken(owner, token.id, 60)).rejects.toMatchObject(ended)
    await revokeToken(owner, token.id)
    await connect(owner)
  })

  test('that two ask for at once is one, and a token made beside it is dead too', async () => {
    const { owner } = await house.organization()
    for (let round = 0; round < 10; round++) {
      const { connection, token } = await connect(owner)
      const client = await issueClient(owner, connection.id)
      const beside = await Promise.allSettled([
        endConnection(owner, connection.id),
        endConnection(owner, connection.id),
        rotateToken(owner, token.id, 3600),
        issueToken(owner, connection.id),
        tokenForClient(house.outside(), client.id, client.secret),
      ])
      expect(beside.slice(0, 2).map((it) => it.status)).toEqual(['fulfilled', 'fulfilled'])
      const secrets = beside.flatMap((it) => {
        const made =
          it.status === 'fulfilled' ? (it.value as { secret?: string; token?: string } | null) : null
        return [made?.secret, made?.token].filter((secret): secret is string => typeof secret === 'string')
      })
      for (const secret of [token.secret, ...secrets]) expect(await speaks(secret)).toBe(false)
      expect((await told(connection.id)).filter((it) => it.act === 'connection.end')).toHaveLength(1)
    }
  })

  test('takes nothing any more that was still under way', async () => {
    const { owner } = await house.organization()
    const { connection: ended, token } = await connect(owner, { name: 'Entra' })
    const provider = await whoProvisions(house.outside(), token.secret)
    if (!provider) throw new Error('It may speak')
    await endConnection(owner, ended.id)
    const late = provisioning(house.as(provider.actor), 'users.write', ({ tx }) =>
      tx.raw(
        `insert into provisioned_users (organization_id, user_id, connection_id, user_name, user_name_key, created_at, changed_at)
         values (?, ?, ?, 'olga', 'olga', now(), now())`,
        [ended.organizationId, userIdOf(owner.actor), ended.id] as never,
      ),
    )
    await expect(late).rejects.toMatchObject({ code: 'connection-ended', facts: { connection: 'Entra' } })
    for (let round = 0; round < 10; round++) {
      const okta = await connected(house, owner)
      const speaking = await okta.speaks()
      const [made] = await Promise.allSettled([
        provisionGroup(speaking, said(`Late ${round}`)),
        endConnection(owner, okta.connectionId),
      ])
      if (made.status === 'rejected') expect(made.reason).toMatchObject({ code: 'connection-ended' })
      expect(await seeConnection(owner, okta.connectionId)).toMatchObject({ teams: 0 })
    }
  })
})

describe('what belongs to another organization', () => {
  test('is as unknown as a random id, wherever an id can stand', async () => {
    const { owner } = await house.organization()
    const foreign = await house.organization()
    const mine = await connect(owner)
    const { connection, token } = await connect(foreign.owner)
    const client = await issueClient(foreign.owner, connection.id)
    await noteExchanges(house.outside(), [exchange(house, connection)])
    const { lines } = await listExchanges(foreign.owner, connection.id)
    const exchangeId = lines[0]?.id ?? ''
    await noteExchanges(house.outside(), [exchange(house, mine.connection)])
    const random = () => newId(new Date())
    const nonsense = ['', '%', 'constructor', '00000000-0000-0000-0000-000000000000', "' or 1=1", '\0']

    const deeds: [string, string, (id: string) => Promise<unknown>][] = [
      ['seeConnection', connection.id, (id) => seeConnection(owner, id)],
      ['changeConnection', connection.id, (id) => change(owner, { ...connection, id }, { name: 'Theirs' })],
      ['endConnection', connection.id, (id) => endConnection(owner, id)],
      ['issueToken', connection.id, (id) => issueToken(owner, id)],
      ['issueClient', connection.id, (id) => issueClient(owner, id)],
      ['rotateToken', token.id, (id) => rotateToken(owner, id, 60)],
      ['revokeToken', token.id, (id) => revokeToken(owner, id)],
      ['revokeClient', client.id, (id) => revokeClient(owner, id)],
      ['listExchanges', connection.id, (id) => listExchanges(owner, id)],
      ['seeExchange', exchangeId, (id) => seeExchange(owner, id)],
    ]
    for (const [name, theirs, deed] of deeds) {
      const answers = []
      for (const id of [theirs, random(), ...nonsense])
        answers.push(await deed(id).catch(({ code, facts }) => ({ code, facts })))
      expect(new Set(answers.map((it) => JSON.stringify(it))).size, name).toBe(1)
      expect(answers[0], name).toMatchObject({ code: 'not-found' })
    }
    const beyond = await listExchanges(owner, mine.connection.id, { before: exchangeId })
    expect(beyond.lines.every((it) => it.connectionId === mine.connection.id)).toBe(true)
    for (const ceiling of [connection.ceilingRoleId, random()])
      await expect(change(owner, mine.connection, { ceiling })).rejects.toMatchObject({
        code: 'role-unknown',
      })
    expect(await speaks(token.secret)).toBe(true)
    expect(await tokenForClient(house.outside(), client.id, client.secret)).not.toBeNull()
  })
})
