import { Refusal } from './refusal.ts'

const separators = /[\s().\-/\u00a0\u2010-\u2015]/g
const e164 = /^\+[1-9][0-9]{6,14}$/

/** "+90 555 123-45-67" as +905551234567; null for what has no country or is no number. */
export function readPhone(typed: string): string | null {
  const number = typed.normalize('NFKC').replace(separators, '')
  return e164.test(number) ? number : null
}

export function phoneFrom(typed: string): string {
  const phone = readPhone(typed)
  if (!phone) throw new Refusal('phone-unreadable', { typed })
  return phone
}
