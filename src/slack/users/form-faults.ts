import { readAddress } from '../../domain/email-address.ts'
import { inWords, Refusal } from '../../domain/refusal.ts'
import type { Fields } from '../door/fields.ts'
import { refusalWords } from '../refusal-words.ts'

/** What can not be an address, beside the field it was typed into: forms of people have more than one. */
export function addressFaults(fields: Fields, names: string[]): Record<string, string> | null {
  const faults = names.flatMap((name) => {
    const typed = fields.one(name)
    const read = typed ? readAddress(typed) : null
    if (!typed || !read || !('fault' in read)) return []
    return [
      [name, inWords(refusalWords, new Refusal('address-unreadable', { typed, fault: read.fault })).text],
    ]
  })
  return faults.length > 0 ? Object.fromEntries(faults) : null
}

/** Slack asks for it already; whoever writes to us without Slack is asked by us. */
export const roleMissing = (fields: Fields): Record<string, string> | null =>
  fields.many('roles').length > 0 ? null : { roles: 'Choose a role.' }
