import type { Picture } from '../domain/picture/picture.ts'
import type { Tx } from './database.ts'
import { select } from './row.ts'

/** The name in the address of a picture: 24 random bytes. */
const nameForm = /^[\w-]{32}$/

export interface NewAvatar extends Picture {
  organizationId: string
  userId: string
  name: string
  createdAt: Date
}

/** In place of the one before, whose address is dead from now on. */
export async function set(tx: Tx, avatar: NewAvatar): Promise<void> {
  await tx('avatars').insert(avatar).onConflict(['organizationId', 'userId']).merge()
}

/** False when there was none. */
export async function remove(tx: Tx, organizationId: string, userId: string): Promise<boolean> {
  return (await tx('avatars').delete().where({ organizationId, userId })) > 0
}

export async function nameOf(tx: Tx, organizationId: string, userId: string): Promise<string | null> {
  const row = await tx('avatars').select('name').where({ organizationId, userId }).first()
  return row?.name ?? null
}

/** By a name that nobody guesses, in whatever organization; of people who were deleted nothing is shown any more. */
export async function byName(tx: Tx, name: string): Promise<Picture | undefined> {
  if (!nameForm.test(name)) return undefined
  const [found] = await select<Picture>(
    tx,
    `select a.type, a.bytes from avatars a
     join users u on u.organization_id = a.organization_id and u.id = a.user_id
     where a.name = :name and u.deleted_at is null`,
    { name },
  )
  return found
}
