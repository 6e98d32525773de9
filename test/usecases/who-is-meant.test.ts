import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRole } from '../../src/usecases/roles/create-role.ts'
import { deleteUser } from '../../src/usecases/users/delete-user.ts'
import { listDeleted } from '../../src/usecases/users/list-deleted.ts'
import { saveProfile } from '../../src/usecases/users/save-profile.ts'
import { findChoices, seeFilterChoices } from '../../src/usecases/users/see-filter-choices.ts'
import { seeUser } from '../../src/usecases/users/see-user.ts'
import { whoIsMeant } from '../../src/usecases/users/who-is-meant.ts'
import { type House, openHouse } from '../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

async function people() {
  const { owner, ownerId, organizationId } = await house.organization()
  const tail = organizationId.slice(-8)
  const join = async (name: string, roles: string[] = []) => {
    const address = `${name}-${tail}@meant.test`
    const it = await house.invited(owner, address, { roles })
    const { userId } = await house.accept(it.token, { firstName: name, lastName: 'Shore' })
    return { userId, address }
  }
  return { owner, ownerId, organizationId, join }
}

const words = (said: string) => ({ by: 'words', words: said }) as const

test('a whole address and a whole name are one person, a part may be several, and nobody is nobody', async () => {
  const { owner, ownerId, join } = await people()
  const [ann, anna] = [await join('ann'), await join('anna')]
  expect(await whoIsMeant(owner, words(ann.address.toUpperCase()))).toMatchObject({ userId: ann.userId })
  expect(await whoIsMeant(owner, words('Anna Shore'))).toMatchObject({ userId: anna.userId })
  expect(await whoIsMeant(owner, words('ann shore'))).toMatchObject({ userId: ann.userId })
  const { userId, candidates } = await whoIsMeant(owner, words('shore'))
  expect([userId, candidates.length]).toEqual([null, 2])
  expect(await whoIsMeant(owner, words('zebediah'))).toEqual({ userId: null, candidates: [] })
  expect(await whoIsMeant(owner, { by: 'me' })).toMatchObject({ userId: ownerId })
  const stranger = { teamId: 'T-none', slackUserId: 'U-none' }
  expect(await whoIsMeant(owner, { by: 'mention', who: stranger })).toMatchObject({ userId: null })
})

test('a form with an address that is taken saves nothing of the rest', async () => {
  const { owner, join } = await people()
  const [one, two] = [await join('uno'), await join('due')]
  const { version } = (await seeUser(owner, one.userId)).user
  await expect(
    saveProfile(owner, one.userId, { version, position: 'Lead', email: two.address }),
  ).rejects.toMatchObject({ code: 'address-taken' })
  expect((await seeUser(owner, one.userId)).user.position).toBeNull()
  const same = await saveProfile(owner, one.userId, { version, position: 'Lead', email: one.address })
  expect([same.user.position, same.askedAddress]).toEqual(['Lead', null])
})

test('who was deleted is shown until the purge, to those who may bring them back', async () => {
  const { owner, organizationId, join } = await people()
  const [gone, member] = [await join('gone'), await join('stays')]
  await deleteUser(owner, gone.userId)
  expect(await listDeleted(owner)).toMatchObject([{ id: gone.userId, name: 'gone Shore' }])
  expect(await listDeleted(await house.userContext(organizationId, member.userId))).toEqual([])
  house.clock.moveSeconds(15 * 60)
  expect(await listDeleted(owner)).toEqual([])
})

test('choices are found by any letters of their names, and only by those who work with people', async () => {
  const { owner, organizationId, join } = await people()
  await createRole(owner, { name: '100%_sure', permissions: ['users.read'] })
  expect((await findChoices(owner, 'role', '%_S')).map((it) => it.name)).toEqual(['100%_sure'])
  expect((await findChoices(owner, 'role', '')).length).toBe(5)
  expect(await findChoices(owner, 'team', '')).toEqual([])
  expect((await seeFilterChoices(owner, ['nonsense'])).role).toHaveLength(5)
  const member = await join('plain')
  const theirs = await house.userContext(organizationId, member.userId)
  await expect(findChoices(theirs, 'role', '')).rejects.toMatchObject({ code: 'not-permitted' })
})
