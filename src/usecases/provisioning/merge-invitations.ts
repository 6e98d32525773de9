import * as groups from '../../db/groups.ts'
import { newId } from '../../db/id.ts'
import * as invitations from '../../db/invitations.ts'
import * as outbox from '../../db/outbox.ts'
import * as roles from '../../db/roles.ts'
import { acceptForProvider, type Invitation, isPromised } from '../../domain/invitation.ts'
import type { User } from '../../domain/user.ts'
import { closeInvitations } from '../invitations/close-invitation.ts'
import { tellInviter } from '../invitations/tell-inviter.ts'
import { belongingTo } from '../users/belonging-to.ts'
import type { Provisioning } from './provisioning.ts'

/**
 * A provider makes people who were invited: it accepts for them. What they were promised is theirs, the links are
 * dead, and whoever invited them hears by whom. Answers where the promises place each of them.
 */
export async function mergeInvitations(
  { tx, actor, now, note }: Provisioning,
  invited: User[],
): Promise<Map<string, Partial<User>>> {
  if (invited.length === 0) return new Map()
  const { organizationId } = actor
  const open = await invitations.openOfAll(
    tx,
    organizationId,
    invited.map((it) => it.id),
  )
  const promised = await invitations.promisesOfAll(
    tx,
    organizationId,
    open.map((it) => it.id),
  )
  const of = (it: Invitation) => (isPromised(it) ? promised.get(it.id) : null) ?? { roles: [], groups: [] }
  await roles.grant(
    tx,
    open.flatMap((it) =>
      of(it).roles.map((role) => ({
        organizationId,
        id: newId(now),
        userId: it.userId ?? '',
        roleId: role.id,
        grantedById: it.inviterId,
        createdAt: now,
      })),
    ),
  )
  await groups.joinMany(
    tx,
    open.flatMap((it) =>
      of(it)
        .groups.filter(({ kind }) => kind === 'team')
        .map((group) => ({ organizationId, groupId: group.id, userId: it.userId ?? '', createdAt: now })),
    ),
  )
  await closeInvitations(
    tx,
    open.map((it) => ({ invitation: it, ending: acceptForProvider(it, actor.name, now) })),
    now,
  )
  await outbox.post(
    tx,
    now,
    open.filter(isPromised).flatMap((it) => tellInviter(it, 'invitation-accepted')),
  )
  await note(
    ...open.map((it) => ({
      act: isPromised(it) ? 'invitation.accept' : 'invitation.cancel',
      targetKind: 'invitation' as const,
      targetId: it.id,
      after: { userId: it.userId, roles: of(it).roles.map(({ name }) => name), by: actor.name },
    })),
  )
  return new Map(open.map((it) => [it.userId ?? '', belongingTo(of(it).groups)]))
}
