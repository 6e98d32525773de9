import { addressFrom } from '../../domain/email-address.ts'
import type { User } from '../../domain/user.ts'
import type { Context } from '../context.ts'
import { askWithin } from './change-email.ts'
import { editing, editWithin, type UserEdit } from './edit-user.ts'

export interface SavedProfile {
  user: User
  /** The new address that has to answer a letter first; null: it stays as it is. */
  askedAddress: string | null
}

/** A whole form at once: all of it is saved and the new address asked, or nothing is. */
export function saveProfile(
  ctx: Context,
  id: string,
  { email, ...asked }: UserEdit & { email?: string | null },
): Promise<SavedProfile> {
  const address = email ? addressFrom(email) : null
  return editing(ctx, asked, async (tx) => {
    const user = await editWithin(tx, ctx, id, asked)
    const isNew = address !== null && address.canonical !== user.address
    if (isNew) await askWithin(tx, ctx, id, address)
    return { user, askedAddress: isNew ? address.typed : null }
  })
}
