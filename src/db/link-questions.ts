import { Refusal } from '../domain/refusal.ts'
import type { UserState } from '../domain/states.ts'
import type { User } from '../domain/user.ts'
import type { Tx } from './database.ts'
import { isId } from './id.ts'
import { rowOf, select } from './row.ts'

/** Whether the person whom a provider wants to make is somebody who was here before. */
export interface LinkQuestion {
  organizationId: string
  id: string
  connectionId: string
  userId: string
  externalId: string | null
  userName: string
  userNameKey: string
  askedAt: Date
  answeredAt: Date | null
  answeredById: string | null
  answer: 'linked' | 'refused' | null
}

const Questions = rowOf<LinkQuestion>('link_questions')

type Asked = Omit<LinkQuestion, 'answeredAt' | 'answeredById' | 'answer'>

/** Those that were not open already. */
export const ask = async (tx: Tx, rows: Asked[]): Promise<LinkQuestion[]> =>
  rows.length === 0 ? [] : tx('linkQuestions').insert(rows).onConflict().ignore().returning('*')

/** A question as whoever answers it is shown it. */
export interface SeenQuestion
  extends Pick<
    LinkQuestion,
    'id' | 'userId' | 'userName' | 'externalId' | 'askedAt' | 'answer' | 'answeredAt'
  > {
  connectionName: string
  isConnected: boolean
  state: UserState
  person: Pick<User, 'displayName' | 'firstName' | 'lastName' | 'email' | 'phone'>
  /** Whoever answered, where that was one of us. */
  answerer: SeenQuestion['person'] | null
  /** The other connection that the person belongs to now. */
  belongsTo: string | null
}

const named = (user: string) =>
  `jsonb_build_object('displayName', ${user}.display_name, 'firstName', ${user}.first_name,
     'lastName', ${user}.last_name, 'email', ${user}.email, 'phone', ${user}.phone)`

const seen = (tx: Tx, organizationId: string, which: { id: string } | { limit: number }) =>
  select<SeenQuestion>(
    tx,
    `select q.id, q.user_id "userId", q.user_name "userName", q.external_id "externalId", q.asked_at "askedAt",
            q.answer, q.answered_at "answeredAt", c.name "connectionName", c.ended_at is null "isConnected",
            u.state, o.name "belongsTo", ${named('u')} person,
            case when a.id is not null then ${named('a')} end answerer
     from link_questions q
     join connections c on c.organization_id = q.organization_id and c.id = q.connection_id
     join users u on u.organization_id = q.organization_id and u.id = q.user_id
     left join users a on a.organization_id = q.organization_id and a.id = q.answered_by_id
     left join provisioned_users p on p.organization_id = u.organization_id and p.user_id = u.id
       and p.connection_id <> q.connection_id
     left join connections o on o.organization_id = p.organization_id and o.id = p.connection_id
     where q.organization_id = :organizationId
       and ${'id' in which ? 'q.id = :id' : 'q.answer is null and c.ended_at is null'}
     order by q.id limit :limit`,
    { organizationId, limit: 1, id: null, ...which },
  )

/** Those nobody has answered, the oldest first. */
export const open = (tx: Tx, organizationId: string, limit: number): Promise<SeenQuestion[]> =>
  seen(tx, organizationId, { limit })

/** One of them, answered or not. */
export async function see(tx: Tx, organizationId: string, id: string): Promise<SeenQuestion> {
  const [found] = isId(id) ? await seen(tx, organizationId, { id }) : []
  if (!found) throw new Refusal('not-found', { what: 'question' })
  return found
}

export const find = async (tx: Tx, organizationId: string, id: string): Promise<LinkQuestion | undefined> =>
  Questions.query(tx).findOne({ organizationId, id })

export async function lock(tx: Tx, organizationId: string, id: string): Promise<LinkQuestion> {
  const found = isId(id)
    ? await Questions.query(tx).findOne({ organizationId, id }).forNoKeyUpdate()
    : undefined
  if (!found) throw new Refusal('not-found', { what: 'question' })
  return found
}

export async function save(tx: Tx, it: LinkQuestion, change: Partial<LinkQuestion>): Promise<LinkQuestion> {
  const { organizationId, id } = it
  await Questions.query(tx).patch(change).where({ organizationId, id })
  return { ...it, ...change }
}
