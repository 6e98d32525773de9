import type { Tx } from './database.ts'
import type { Message, MessageKind } from './outbox.ts'
import { select } from './row.ts'

/** A promise that was given up, and what was said when it was. */
export interface DeadLetter {
  id: string
  kind: MessageKind
  /** failed: refused for good; dead: tried until it was too late. */
  status: 'failed' | 'dead'
  reply: string | null
  attempts: number
  createdAt: Date
  endedAt: Date
  /** Where it was to go; null: to Slack alone, or to somebody who is gone. */
  to: string | null
  invitationId: string | null
  /** Its link is dead: it can be sent with a new one alone. */
  isExpired: boolean
}

/**
 * Promises of an organization that were given up and would still matter to somebody: not those of links that are dead
 * since, and not a card that stands there anyhow.
 */
export const undelivered = `messages m left join invitations i on i.organization_id = m.organization_id and i.id = m.invitation_id
  where m.organization_id = :organizationId and m.status in ('failed', 'dead')
    and m.kind not in ('redraw-card', 'redraw-reminder', 'reminder', 'digest', 'staged-run', 'redraw-staged-run')
    and (m.kind <> 'invitation' or (i.ending is null and i.generation = m.generation))`

/** The newest first. */
export const list = (
  tx: Tx,
  organizationId: string,
  ids: string[] | null,
  limit: number,
  now: Date,
): Promise<DeadLetter[]> =>
  select<DeadLetter>(
    tx,
    `select m.id, m.kind, m.status, m.last_reply reply, m.attempts, m.created_at "createdAt", m.ended_at "endedAt",
       m.invitation_id "invitationId", coalesce(i.expires_at <= :now, false) and m.kind = 'invitation' "isExpired",
       case when m.kind = 'invitation' then i.email else u.email end "to"
     from (select m.* from ${undelivered} ${ids ? 'and m.id = any(:ids::uuid[])' : ''}
           order by m.id desc limit :limit) m
     left join invitations i on i.organization_id = m.organization_id and i.id = m.invitation_id
     left join users u on u.organization_id = m.organization_id and u.id = m.user_id
     order by m.id desc`,
    { organizationId, limit, now, ...(ids ? { ids } : {}) },
  )

export async function count(tx: Tx, organizationId: string): Promise<number> {
  const [found] = await select<{ count: number }>(tx, `select count(*)::int count from ${undelivered}`, {
    organizationId,
  })
  return found?.count ?? 0
}

type Taken = Pick<Message, 'organizationId' | 'id' | 'kind' | 'userId' | 'invitationId' | 'generation'>

const columns = `m.organization_id "organizationId", m.id, m.kind, m.user_id "userId", m.invitation_id "invitationId",
  m.generation`

/** Held until this transaction ends: whoever wants the same waits, and finds what has become of it. */
export const hold = (tx: Tx, organizationId: string, ids: string[]): Promise<Taken[]> =>
  select(
    tx,
    `select ${columns} from messages m where m.organization_id = :organizationId and m.id = any(:ids::uuid[])
       and m.status in ('failed', 'dead') order by m.id for no key update`,
    { organizationId, ids },
  )

/** Each once, whoever asks for it at the same moment. */
export const requeue = (tx: Tx, organizationId: string, ids: string[], now: Date): Promise<Taken[]> =>
  select(
    tx,
    `update messages m set status = 'queued', attempts = 0, due_at = :now, leased_until = null, ended_at = null
     where m.organization_id = :organizationId and m.status in ('failed', 'dead') and m.id in (
       select d.id from messages d where d.organization_id = :organizationId and d.id = any(:ids::uuid[])
         and d.status in ('failed', 'dead') order by d.id for no key update)
     returning ${columns}`,
    { organizationId, ids, now },
  )

/** Another letter has taken their place. */
export async function replace(tx: Tx, organizationId: string, ids: string[]): Promise<void> {
  await tx('messages').where({ organizationId }).whereIn('id', ids).update({ status: 'dropped' })
}
