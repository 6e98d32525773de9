import { newId } from '../../db/id.ts'
import * as questions from '../../db/link-questions.ts'
import * as outbox from '../../db/outbox.ts'
import * as roles from '../../db/roles.ts'
import type { SaidUser } from '../../domain/provisioned.ts'
import { userNameKey } from '../../domain/said-user.ts'
import type { Provisioning } from './provisioning.ts'

/** Is the provider's person the one who was here before? Owners are asked once, however often the provider tries. */
export async function askOwners(
  { tx, actor, now, note }: Provisioning,
  asked: { userId: string; said: SaidUser }[],
): Promise<void> {
  if (asked.length === 0) return
  const { organizationId, connectionId } = actor
  const fresh = await questions.ask(
    tx,
    asked.map(({ userId, said: { fields } }) => ({
      organizationId,
      id: newId(now),
      connectionId,
      userId,
      externalId: fields.externalId,
      userName: fields.userName,
      userNameKey: userNameKey(fields.userName),
      askedAt: now,
    })),
  )
  if (fresh.length === 0) return
  const owners = await roles.ownersOf(tx, organizationId, now)
  await outbox.post(
    tx,
    now,
    fresh.flatMap((it) =>
      owners.map((userId) => ({
        organizationId,
        kind: 'link-asked' as const,
        userId,
        connectionId,
        aboutUserId: it.userId,
        linkQuestionId: it.id,
      })),
    ),
  )
  await note(
    ...fresh.map((it) => ({
      act: 'user.ask-link',
      targetKind: 'user' as const,
      targetId: it.userId,
      after: { userName: it.userName },
    })),
  )
}
