import { isDuplicate } from '../../db/database.ts'
import type { RequirableField } from '../../domain/organization.ts'
import { readRecord, type TypedRecord } from '../../domain/personal-record.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { User } from '../../domain/user.ts'

/** What the organization asks of everybody who comes in. */
export function readRequired(field: RequirableField, typed: TypedRecord = {}, now: Date): Partial<User> {
  if (!String(typed[field] ?? '').trim()) throw new Refusal('field-missing', { field })
  return readRecord({ [field]: typed[field] }, now)
}

/** A phone is one person's: the index decides, and this says it in our words. */
export async function withPhone<T>({ profile }: { profile?: TypedRecord }, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (fault) {
    if (isDuplicate(fault, 'users_phone')) throw new Refusal('phone-taken', { phone: profile?.phone ?? '' })
    throw fault
  }
}
