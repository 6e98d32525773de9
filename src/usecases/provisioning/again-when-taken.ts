import { isDuplicate } from '../../db/database.ts'
import { Refusal } from '../../domain/refusal.ts'

export const unique = [
  'users_address',
  'users_phone',
  'provisioned_users_name',
  'provisioned_users_external',
  'provisioned_users_pkey',
  'link_questions_open',
  'groups_name',
] as const
const TRIES = 8

/** Another request was quicker: what it did is seen the next time we look. */
export async function againWhenTaken<T>(
  work: () => Promise<T>,
  taken: readonly string[] = unique,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (fault) {
      const isTaken = fault instanceof ElsewhereMeanwhile || taken.some((it) => isDuplicate(fault, it))
      if (!isTaken || attempt >= TRIES) throw isTaken ? new Refusal('changed-meanwhile') : fault
    }
  }
}

/** Somebody who was there when we looked is not, or not as they were. */
export class ElsewhereMeanwhile extends Error {}
