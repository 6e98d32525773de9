import { afterAll, beforeAll, expect, test } from 'vitest'
import { listLiveSessions } from '../../src/usecases/sessions/list-live-sessions.ts'
import { listSessions } from '../../src/usecases/sessions/list-sessions.ts'
import { listSignIns } from '../../src/usecases/sessions/list-sign-ins.ts'
import { readSession } from '../../src/usecases/sessions/read-session.ts'
import { revokeSession, revokeSessions } from '../../src/usecases/sessions/revoke-sessions.ts'
import { signIn } from '../../src/usecases/sessions/sign-in.ts'
import { BROWSER, type House, openHouse, PASSWORD } from '../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const enter = (identifier: string, password = PASSWORD) =>
  signIn(house.outside(), { identifier, password, organizationId: null }, BROWSER)
const isAlive = async (token: string) => (await readSession(house.outside(), token)) !== null

async function people() {
  const { owner, ownerId, organizationId } = await house.organization()
  const address = `ada-${organizationId.slice(-8)}@sessions.test`
  const person = await house.invited(owner, address)
  await house.accept(person.token, { firstName: 'Ada', lastName: 'Adams' })
  const ada = await house.userContext(organizationId, person.userId)
  return { owner, ownerId, organizationId, address, ada, adaId: person.userId }
}

test('an administrator ends one session or all; only those end, and twice is as good as once', async () => {
  const { owner, address, adaId } = await people()
  const [one, two] = [await enter(address), await enter(address)]
  const listed = await listSessions(owner, adaId)
  expect(listed).toHaveLength(3)
  expect(listed[0]).toMatchObject({ device: 'Firefox on Linux', ip: '203.0.113.7' })
  await revokeSession(owner, one.session.id)
  await revokeSession(owner, one.session.id)
  expect([await isAlive(one.token), await isAlive(two.token)]).toEqual([false, true])
  expect(await revokeSessions(owner, adaId)).toBe(2)
  expect(await revokeSessions(owner, adaId)).toBe(0)
  expect(await isAlive(two.token)).toBe(false)
})

test('people see and end their own, and nobody else’s', async () => {
  const { ada, adaId, ownerId, address } = await people()
  const here = await enter(address)
  await enter(address)
  expect(await revokeSessions(ada, adaId, here.session.id)).toBe(2)
  expect((await listSessions(ada, adaId)).map((it) => it.id)).toEqual([here.session.id])
  await expect(listSessions(ada, ownerId)).rejects.toMatchObject({ code: 'not-permitted' })
  await expect(revokeSessions(ada, ownerId)).rejects.toMatchObject({ code: 'not-permitted' })
})

test('an admin does not end an owner’s session', async () => {
  const { owner, organizationId, ownerId } = await people()
  const person = await house.invited(owner, `admin-${organizationId.slice(-8)}@sessions.test`, {
    roles: ['Admin'],
  })
  await house.accept(person.token, { firstName: 'Bob', lastName: 'Brown' })
  const admin = await house.userContext(organizationId, person.userId)
  await expect(revokeSessions(admin, ownerId)).rejects.toMatchObject({ code: 'beyond-your-own-permissions' })
})

test('another organization’s session is as unknown as a random one', async () => {
  const [here, there] = [await people(), await people()]
  const { session } = await enter(there.address)
  for (const id of [session.id, '0192d3a4-0000-7000-8000-000000000000', 'nonsense'])
    await expect(revokeSession(here.owner, id)).rejects.toMatchObject({ code: 'not-found' })
})

test('attempts are listed newest first with their reasons, and only for those who may', async () => {
  const { owner, ada, adaId, address } = await people()
  await expect(enter(address, 'wrong')).rejects.toThrow()
  await enter(address)
  const all = await listSignIns(owner, { userId: adaId })
  expect(all.map((it) => it.reason)).toEqual([null, 'bad password'])
  expect(await listSignIns(owner, { userId: adaId, onlyFailed: true })).toHaveLength(1)
  expect(await listSignIns(owner, { userId: adaId, before: all[0]?.id ?? '' })).toHaveLength(1)
  await expect(listSignIns(ada, {})).rejects.toMatchObject({ facts: { needs: 'sign-ins.read' } })
})

test('everybody’s live sessions are listed newest first, a page at a time, and found by person', async () => {
  const { owner, address } = await people()
  for (let more = 0; more < 3; more++) await enter(address)
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page = await listLiveSessions(owner, { cursor, pageSize: 2 })
    seen.push(...page.sessions.map((it) => it.id))
    cursor = page.next
  } while (cursor)
  expect(seen).toHaveLength(5)
  expect(seen).toEqual([...new Set(seen)].toSorted().toReversed())
  const found = await listLiveSessions(owner, { search: address.slice(0, 8) })
  expect(found.sessions.map((it) => [it.personName, it.email])).toEqual(
    Array.from({ length: 4 }, () => ['Ada Adams', address]),
  )
  house.clock.moveHours(9)
  expect((await listLiveSessions(owner)).sessions).toEqual([])
  house.clock.moveHours(-9)
})

test('nobody’s sessions are listed without the permission, nor those of another organization', async () => {
  const { owner, ada } = await people()
  const other = await people()
  await expect(listLiveSessions(ada)).rejects.toMatchObject({ code: 'not-permitted' })
  const theirs = (await listLiveSessions(owner)).sessions.map((it) => it.userId)
  expect(theirs).not.toContain(other.adaId)
  expect((await listLiveSessions(owner, { userId: other.adaId })).sessions).toEqual([])
  await expect(listLiveSessions(owner, { cursor: 'nonsense' })).rejects.toMatchObject({
    code: 'cursor-unreadable',
  })
})
