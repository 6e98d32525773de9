import { afterAll, beforeAll, expect, test } from 'vitest'
import { codesOf } from '../../src/domain/search-codes.ts'
import { searchText } from '../../src/domain/search-text.ts'
import type { Context } from '../../src/usecases/context.ts'
import { listUsers } from '../../src/usecases/users/list-users.ts'
import { gather } from '../support/crowd.ts'
import { type House, openHouse } from '../support/house.ts'
import { nobody } from '../support/nobody.ts'

let house: House
let owner: Context
beforeAll(async () => {
  house = await openHouse()
  owner = (await house.organization()).owner
})
afterAll(() => house.close())

const names = [
  '',
  'Ada Lovelace',
  'Élodie Żak-Straße æsa',
  'IŞIK Ｆｕｌｌ',
  '漢字 王小明',
  'Ἀθηνᾶ Мария',
  'αab漢c x~!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}',
  '😀𝒶 b😀c',
  'q jq qxyz 0123456789',
]

test('the database says the same of a text', async () => {
  for (const displayName of names) {
    const it = searchText({ ...nobody, displayName, email: 'q.zak@acme.test', phone: '+90 555 123' })
    const texts = [it.searchText, searchText({ ...nobody, displayName }).searchText]
    for (const text of texts) {
      const [found] = await house.query<{ codes: number[] }>('select search_codes_of(:text) codes', { text })
      expect(found?.codes, text).toEqual([...codesOf(text.split(' ').filter(Boolean))])
    }
  }
})

const codesOfAll = async () =>
  (
    await house.query<{ codes: number[] }>(
      'select search_codes codes from users where organization_id = :organizationId order by id',
      { organizationId: owner.actor.organizationId },
    )
  ).map((it) => it.codes.join())

test('those who were there are found, and so is whom the version before writes meanwhile', async () => {
  const { organizationId } = owner.actor
  await gather(house.db, organizationId, { people: 2_100, attempts: 1, entries: 1 })
  const before = await codesOfAll()
  const found = async (search: string) => (await listUsers(owner, { search })).users.map((it) => it.name)
  const petra = await found('petra lamo')

  await house.db.migrate.down({ name: '0092-search-codes' })
  const [lost] = await house.query(
    `select from users where cardinality(search_pieces) = 0 and search_text <> ''`,
  )
  expect(lost).toBeUndefined()
  await house.db.migrate.up({ name: '0092-search-codes' })
  expect(await codesOfAll()).toEqual(before)
  expect(await found('petra lamo')).toEqual(petra)

  const id = '00000000-0000-7000-8000-00000000ffff'
  await house.query(
    `insert into users (organization_id, id, first_name, phone, search_text, search_pieces, sort_name, origin, created_at)
     values (:organizationId, :id, 'Quirin', '+905551112233', 'quirin', '{q,qu,qui}', 'quirin', 'import', now())`,
    { organizationId, id },
  )
  expect(await found('quir')).toEqual(['Quirin'])
  await house.query(
    `update users set first_name = 'Xenophon', search_text = 'xenophon', search_pieces = '{x,xe,xen}' where id = :id`,
    { id },
  )
  expect(await found('quir')).toEqual([])
  expect(await found('xenoph')).toEqual(['Xenophon'])
})
