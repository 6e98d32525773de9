import type { Tx } from '../../db/database.ts'
import * as outbox from '../../db/outbox.ts'
import * as sessions from '../../db/sessions.ts'
import * as attempts from '../../db/sign-in-attempts.ts'
import type { Session } from '../../domain/session.ts'
import { after, DAY } from '../../domain/time.ts'
import type { Outside } from '../context.ts'

/** A device never seen, right after wrong passwords: the person hears of it, in case it was not them. */
export async function warnOfNewDevice(tx: Tx, ctx: Outside, session: Session): Promise<void> {
  const { organizationId, userId, id: sessionId, device } = session
  if (await sessions.isKnownDevice(tx, session)) return
  const failures = await attempts.failuresSince(tx, organizationId, userId, after(session.startedAt, -DAY))
  if (failures === 0 || device === '') return
  await outbox.post(tx, ctx.now(), [{ organizationId, kind: 'new-device', userId, sessionId }])
}
