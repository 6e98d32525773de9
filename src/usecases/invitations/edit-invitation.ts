import * as invitations from '../../db/invitations.ts'
import * as organizations from '../../db/organizations.ts'
import { edit } from '../../domain/invitation.ts'
import { mustNotNeedApproval } from '../approvals/must-not-need-approval.ts'
import { authorizeOnInvitation } from '../authorize-on.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import { redrawCards } from '../slack/redraw-cards.ts'
import { promisesOf, readPromises } from './promises.ts'

/** Corrects what is promised while nobody has answered. The link stays as it is: it carries no role. */
export function editInvitation(
  ctx: Context,
  id: string,
  wanted: { roles: string[]; groups: string[] },
): Promise<void> {
  return atomically(ctx, async (tx) => {
    const invitation = await invitations.lock(tx, within(ctx), id)
    await authorizeOnInvitation(tx, ctx, 'invitation.edit', invitation)
    edit(invitation, ctx.now())

    const before = await promisesOf(tx, invitation)
    const organization = await organizations.find(tx, within(ctx))
    const after = await readPromises(tx, ctx, organization, wanted)
    const added = idsOf(after.roles).filter((id) => !idsOf(before.roles).includes(id))
    if (added.length > 0) mustNotNeedApproval(ctx, { ...organization, homeEmailDomains: [] }, '', added)
    await invitations.forgetPromises(tx, within(ctx), id)
    await invitations.promise(tx, within(ctx), [id], idsOf(after.roles), idsOf(after.groups))
    await redrawCards(tx, within(ctx), [id], ctx.now())
    await record(tx, ctx, {
      act: 'invitation.edit',
      targetKind: 'invitation',
      targetId: id,
      before: { roles: namesOf(before.roles), groups: namesOf(before.groups) },
      after: { roles: namesOf(after.roles), groups: namesOf(after.groups) },
    })
  })
}

const idsOf = (all: { id: string }[]) => all.map((it) => it.id)
const namesOf = (all: { name: string }[]) => all.map((it) => it.name)
