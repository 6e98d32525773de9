import * as organizations from '../../db/organizations.ts'
import * as roles from '../../db/roles.ts'
import type { Permission } from '../../domain/permission.ts'
import { Refusal } from '../../domain/refusal.ts'
import { nameOf } from '../../domain/user.ts'
import { atomically, type Context, within } from '../context.ts'

/** Whom to turn to: by name and id, and by nothing that would reach them from outside. */
export interface Help {
  needs: Permission
  /** As the organization wrote it. */
  words: string | null
  /** Whoever the organization names first, then those who may do it themselves. */
  people: { id: string; name: string }[]
}

const ENOUGH = 4

/** For somebody of the organization who was told that they may not: what it needs, and who has it. */
export function whoCanHelp(ctx: Context, needs: Permission): Promise<Help> {
  return atomically(ctx, async (tx) => {
    if (ctx.actor.kind === 'invitee') throw new Refusal('not-for-you')
    const { contactId, contactText } = await organizations.find(tx, within(ctx))
    const people = await roles.whoMay(tx, within(ctx), needs, contactId, ctx.now(), ENOUGH)
    const named = people.map((it) => ({ id: it.id, name: nameOf({ ...it, email: null, phone: null }) }))
    return { needs, words: contactText, people: named }
  })
}
