import * as list from '../../db/invitation-list.ts'
import { readAddress } from '../../domain/email-address.ts'
import { Refusal } from '../../domain/refusal.ts'
import { needlesOf } from '../../domain/search-text.ts'
import { atomically, type Context, within } from '../context.ts'
import { type ListedInvitation, listed, listReach } from './list-invitations.ts'

/** What somebody typed, and the open invitations it could mean. */
export interface Meant {
  typed: string
  invitations: ListedInvitation[]
}

/** More than anybody types by hand; a longer list is worked through where it stands. */
export const MEANT_LIMIT = 25

/** Open invitations by address or by name, in one statement however many are asked for. */
export function findMeant(ctx: Context, typed: string[]): Promise<Meant[]> {
  if (typed.length > MEANT_LIMIT) throw new Refusal('too-many-addresses', { limit: MEANT_LIMIT })
  return atomically(ctx, async (tx) => {
    const now = ctx.now()
    const rows = await list.openMeant(tx, within(ctx), typed.map(readTyped), listReach(ctx), now)
    return typed.map((one, place) => ({
      typed: one,
      invitations: rows.filter((it) => it.at === place).map(({ at: _, ...row }) => listed(ctx, row, now)),
    }))
  })
}

function readTyped(typed: string): list.Typed {
  if (!typed.includes('@')) return { address: null, needles: needlesOf(typed) }
  const read = readAddress(typed)
  return { address: 'fault' in read ? typed.toLowerCase() : read.canonical, needles: [] }
}
