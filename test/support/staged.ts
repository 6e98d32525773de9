import { newId } from '../../src/db/id.ts'
import type { House } from './house.ts'

const numbers = new WeakMap<House, number>()

/** People who are known and were never invited, as an import leaves them; says how many. */
export async function staged(
  house: House,
  organizationId: string,
  count: number,
  address = (at: number): string | null => `staged${at}@people.test`,
): Promise<number> {
  const createdAt = house.clock.now()
  let number = numbers.get(house) ?? 0
  const rows = Array.from({ length: count }, () => {
    const email = address(++number)
    const name = { firstName: `Staged ${number}`, lastName: 'Person' }
    return { organizationId, id: newId(createdAt), ...name, email, address: email, createdAt }
  })
  const phone = () => `+4930${String(++number).padStart(7, '0')}`
  const people = rows.map((it) => ({ ...it, origin: 'import', ...(it.email ? {} : { phone: phone() }) }))
  numbers.set(house, number)
  await house.db('users').insert(people)
  return count
}
