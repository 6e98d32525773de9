import { isDuplicate } from '../../db/database.ts'
import type { SaidUser } from '../../domain/provisioned.ts'
import { Refusal } from '../../domain/refusal.ts'
import { againWhenTaken } from './again-when-taken.ts'
import type { EditUser } from './change-one-person.ts'

/** What somebody else has already is refused by the index, and said here of what was asked. */
export async function withTakenSaid<T>(edit: EditUser, work: (edit: EditUser) => Promise<T>): Promise<T> {
  let said: SaidUser | null = null
  const noted: EditUser = (before) => {
    said = edit(before)
    return said
  }
  try {
    return await againWhenTaken(() => work(noted), ['groups_name'])
  } catch (fault) {
    throw (said && takenIn(said, fault)) ?? fault
  }
}

function takenIn({ fields }: SaidUser, fault: unknown): Refusal | null {
  const { userName, externalId, email, phone } = fields
  if (isDuplicate(fault, 'provisioned_users_name')) return new Refusal('user-name-taken', { userName })
  if (isDuplicate(fault, 'provisioned_users_external'))
    return new Refusal('external-id-taken', { externalId: externalId ?? '' })
  if (isDuplicate(fault, 'users_address')) return new Refusal('address-taken', { address: email ?? '' })
  return isDuplicate(fault, 'users_phone') ? new Refusal('phone-taken', { phone: phone ?? '' }) : null
}
