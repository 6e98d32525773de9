import { newId } from '../../db/id.ts'
import * as invitations from '../../db/invitations.ts'
import * as organizations from '../../db/organizations.ts'
import { userIdOf } from '../../domain/actor.ts'
import { addressFrom } from '../../domain/email-address.ts'
import { plainText } from '../../domain/plain-text.ts'
import { authorize } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { after } from '../../domain/time.ts'
import { MESSAGE_LIMIT } from '../../domain/wish.ts'
import { askApprovers } from '../approvals/ask-approvers.ts'
import { isForASecondPerson } from '../approvals/must-not-need-approval.ts'
import { atomically, type Context, within } from '../context.ts'
import { inviterNameOf } from '../invitations/inviter-name.ts'
import { mustNotFlood } from '../invitations/must-not-flood.ts'
import { readPromises } from '../invitations/promises.ts'
import { sendLinks } from '../invitations/send-links.ts'
import { record } from '../record.ts'
import { belongingTo } from './belonging-to.ts'
import { insertPerson, type NewPerson, readPerson } from './new-person.ts'

/** By a letter to an address of their own, or by a link that is handed over: exactly one. */
export type InviteMethod = { by: 'personal-address'; personalAddress: string } | { by: 'link' }

export interface AddedPerson extends Omit<NewPerson, 'deliveryEmail'> {
  roles: string[]
  groups: string[]
  message: string | null
  method: InviteMethod
}

export interface AddedUser {
  userId: string
  invitationId: string
  /** For the eyes of whoever added them, this once; null where a letter carries it. */
  link: string | null
  /** A second person has to say yes first: until then there is neither letter nor link. */
  waitsForApproval: boolean
}

const required = ['firstName', 'lastName', 'gender', 'birthday'] as const

/** Whether somebody could be added so, before it is asked how to reach them; whatever is wrong is said together. */
export function checkAddedPerson(ctx: Context, asked: NewPerson): Promise<void> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'user.add')
    readPerson(asked, [...required], await organizations.find(tx, within(ctx)), ctx.now())
  })
}

/**
 * The full record of somebody and their invitation at once. What they will sign in with is the address and the
 * phone of the organization; the letter goes to their own address, and proves that one alone.
 */
export function addUser(ctx: Context, asked: AddedPerson): Promise<AddedUser> {
  return atomically(ctx, async (tx) => {
    const now = ctx.now()
    const organization = await organizations.find(tx, within(ctx))
    authorize(ctx.actor, 'user.add')
    const personal = personalAddress(asked.method)
    const person = readPerson({ ...asked, deliveryEmail: personal }, [...required], organization, now)
    const promised = await readPromises(tx, ctx, organization, asked)
    await mustNotFlood(tx, ctx, 1, now)

    const user = await insertPerson(tx, {
      ...person,
      ...belongingTo(promised.groups),
      id: newId(now),
      origin: 'add',
      invitedAt: now,
    })
    const waits = isForASecondPerson(organization, user.address, promised.roles)
    const expiresAt = after(now, organization.invitationLifetimeSeconds)
    const [invitation] = await invitations.insertNew(tx, [
      {
        organizationId: organization.id,
        id: newId(now),
        userId: user.id,
        email: personal,
        address: user.address,
        message: messageFrom(asked.message),
        inviterId: userIdOf(ctx.actor),
        inviterName: await inviterNameOf(tx, ctx),
        createdAt: now,
        lifetimeSeconds: organization.invitationLifetimeSeconds,
        ...(waits
          ? { generation: 0, approvalAskedAt: now }
          : { generation: 1, sentAt: now, expiresAt, remindAt: now }),
      },
    ])
    if (!invitation) throw new Refusal('address-taken', { address: user.email ?? '' })
    const idsOf = (all: { id: string }[]) => all.map((it) => it.id)
    await invitations.promise(
      tx,
      organization.id,
      [invitation.id],
      idsOf(promised.roles),
      idsOf(promised.groups),
    )
    await askApprovers(tx, invitation, waits ? [invitation] : [], now)
    const links = await sendLinks(tx, ctx, waits ? [] : [invitation], now)
    await record(tx, ctx, {
      act: 'user.add',
      targetKind: 'user',
      targetId: user.id,
      after: {
        invitationId: invitation.id,
        address: user.address,
        phone: user.phone,
        roles: promised.roles.map((it) => it.name),
      },
    })
    const link = asked.method.by === 'link' ? (links.get(invitation.id) ?? null) : null
    return { userId: user.id, invitationId: invitation.id, link, waitsForApproval: waits }
  })
}

function personalAddress(method: InviteMethod): string | null {
  if (method.by === 'link') return null
  if (method.personalAddress.trim() === '') throw new Refusal('field-missing', { field: 'personalAddress' })
  return addressFrom(method.personalAddress).typed
}

function messageFrom(typed: string | null): string | null {
  const message = plainText(typed)
  if (message && [...message].length > MESSAGE_LIMIT)
    throw new Refusal('message-too-long', { limit: MESSAGE_LIMIT })
  return message
}
