import * as organizations from '../../db/organizations.ts'
import * as users from '../../db/users.ts'
import { userIdOf } from '../../domain/actor.ts'
import type { Deliver, Delivery } from '../../domain/message.ts'
import { authorize } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { atomically, type Context, within } from '../context.ts'

/** What the mail server answered to a letter that nobody promised. */
export interface TestedMail {
  to: string
  delivery: Delivery
}

/** To whoever asks, and to nobody else; at once, so that they read what the mail server says. */
export async function sendTestLetter(ctx: Context, deliver: Deliver): Promise<TestedMail> {
  const { to, organizationName, timeZone } = await atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'settings.see')
    const userId = userIdOf(ctx.actor)
    const person = userId ? await users.findIfThere(tx, within(ctx), userId) : undefined
    if (!person?.email) throw new Refusal('no-address')
    const { name: organizationName, timeZone } = await organizations.find(tx, within(ctx))
    return { to: person.email, organizationName, timeZone }
  })
  const letter = { kind: 'test' as const, organizationName, timeZone, now: ctx.now() }
  const host = new URL(ctx.links.publicUrl).hostname
  const delivery = await deliver(letter, { to, messageId: `<${ctx.trace.requestId}@${host}>` })
  return { to, delivery }
}
