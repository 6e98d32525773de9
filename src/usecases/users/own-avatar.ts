import { randomBytes } from 'node:crypto'
import * as avatars from '../../db/avatars.ts'
import type { Tx } from '../../db/database.ts'
import * as users from '../../db/users.ts'
import { avatarLink } from '../../domain/link.ts'
import { type Picture, readPicture } from '../../domain/picture/picture.ts'
import { Refusal } from '../../domain/refusal.ts'
import { atomically, type Context, type Outside, within } from '../context.ts'
import { record } from '../record.ts'

/** Of an upload only the picture is kept; its address is new, so that nobody is shown an old one. */
export async function setOwnAvatar(ctx: Context, file: Buffer): Promise<void> {
  const picture = readPicture(file)
  return changing(ctx, 'user.set-avatar', async (tx, of) => {
    const name = randomBytes(24).toString('base64url')
    await avatars.set(tx, { ...of, ...picture, name, createdAt: ctx.now() })
    return true
  })
}

/** Removed already is as good. */
export const removeOwnAvatar = (ctx: Context): Promise<void> =>
  changing(ctx, 'user.remove-avatar', (tx, { organizationId, userId }) =>
    avatars.remove(tx, organizationId, userId),
  )

type Whose = { organizationId: string; userId: string }

async function changing(
  ctx: Context,
  act: string,
  change: (tx: Tx, of: Whose) => Promise<boolean>,
): Promise<void> {
  const { actor } = ctx
  if (actor.kind !== 'user') throw new Refusal('not-for-you')
  const { userId } = actor
  return atomically(ctx, async (tx) => {
    await users.lock(tx, within(ctx), userId)
    const isChanged = await change(tx, { organizationId: within(ctx), userId })
    if (isChanged) await record(tx, ctx, { act, targetKind: 'user', targetId: userId })
  })
}

/** For whoever was shown its address: colleagues, and Slack, which fetches pictures without being anybody. */
export const seeAvatar = (ctx: Outside, name: string): Promise<Picture | undefined> =>
  atomically(ctx, (tx) => avatars.byName(tx, name))

/** One's own upload before what a directory says; absolute, because Slack fetches it too. */
export const avatarUrlOf = (
  { links }: Outside,
  { avatarName, avatarUrl }: { avatarName: string | null; avatarUrl: string | null },
): string | null => (avatarName ? avatarLink(links.publicUrl, avatarName) : avatarUrl)
