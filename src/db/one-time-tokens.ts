import type { FreshLink } from '../domain/link.ts'
import type { Tx } from './database.ts'
import { rowOf, select } from './row.ts'
import { given } from './rows-of.ts'
import type { Lately } from './sent-lately.ts'
import type { Piece } from './together.ts'

export interface OneTimeToken {
  organizationId: string
  id: string
  purpose: 'reset' | 'email-change' | 'slack-link' | 'welcome'
  userId: string
  hash: Buffer
  nonce: Buffer
  keyId: string
  /** The address the link was sent to: when it is no longer the user's, the link is dead. */
  boundAddress: string | null
  /** Where the notice of a change of address goes: the one that was left. */
  leftAddress: string | null
  /** Whom in Slack it would connect, and what Slack called them when it was asked for. */
  slackTeamId: string | null
  slackUserId: string | null
  slackName: string | null
  slackTimeZone: string | null
  createdAt: Date
  expiresAt: Date
  usedAt: Date | null
  voidedAt: Date | null
}

const Tokens = rowOf<OneTimeToken>('one_time_tokens')

type InSlack = 'slackTeamId' | 'slackUserId' | 'slackName' | 'slackTimeZone'
export type NewOneTimeToken = FreshLink['stored'] &
  Omit<OneTimeToken, 'hash' | 'nonce' | 'keyId' | 'usedAt' | 'voidedAt' | 'leftAddress' | InSlack> &
  Partial<Pick<OneTimeToken, InSlack>>

/** One live per person and purpose: a newer one voids the older. Ask while holding the user. */
export async function issue(tx: Tx, row: NewOneTimeToken): Promise<void> {
  const { organizationId, userId, purpose, createdAt } = row
  await Tokens.query(tx)
    .patch({ voidedAt: createdAt })
    .where({ organizationId, userId, purpose })
    .whereNull('usedAt')
    .whereNull('voidedAt')
  await Tokens.query(tx).insert(row)
}

/** What else is written asks for this. */
export const ifIssued = 'exists (select from issued)'

/** For people who have none of this purpose that lives. */
export function issuing(rows: NewOneTimeToken[], { where, bindings }: Condition = always): Piece | null {
  if (rows.length === 0) return null
  const written = rows.map((it) => ({
    ...it,
    hash: it.hash.toString('hex'),
    nonce: it.nonce.toString('hex'),
  }))
  const tokens = given('token', issuedColumns, written)
  return {
    sql: `issued as (
      insert into one_time_tokens (organization_id, id, purpose, user_id, hash, nonce, key_id, bound_address,
                                   created_at, expires_at)
      select organization_id, id, purpose, user_id, decode(hash, 'hex'), decode(nonce, 'hex'), key_id,
             bound_address, created_at, expires_at
      from ${tokens.from} where ${where} returning 1
    )`,
    bindings: { ...bindings, ...tokens.bindings },
  }
}

const issuedColumns = {
  organizationId: 'uuid',
  id: 'uuid',
  purpose: 'text',
  userId: 'uuid',
  hash: 'text',
  nonce: 'text',
  keyId: 'text',
  boundAddress: 'text',
  createdAt: 'timestamptz',
  expiresAt: 'timestamptz',
}

/** When something is written at all, and what that is bound to. */
export interface Condition {
  where: string
  bindings: Record<string, unknown>
}
export const always: Condition = { where: 'true', bindings: {} }

/** Unless one of them was sent as many since then as anybody wants. */
export const unlessOften = (
  { organizationId, userIds, purpose }: OfPurpose & { userIds: string[] },
  since: Date,
  most: number,
): Condition => ({
  where: `not exists (select from unnest((select cast(:oftenTo as uuid[]))) it(id)
    where (select count(*) from one_time_tokens
      where organization_id = :oftenIn and user_id = it.id and purpose = :oftenFor and created_at > :oftenSince
      ) >= :oftenMost)`,
  bindings: {
    oftenIn: organizationId,
    oftenTo: userIds,
    oftenFor: purpose,
    oftenSince: since,
    oftenMost: most,
  },
})

type OfPurpose = Pick<OneTimeToken, 'organizationId' | 'purpose'>

/** Those of one purpose die, of several people at once. */
export async function voidPurpose(
  tx: Tx,
  { organizationId, purpose, userIds }: OfPurpose & { userIds: string[] },
  now: Date,
): Promise<void> {
  await Tokens.query(tx)
    .patch({ voidedAt: now })
    .where({ organizationId, purpose })
    .whereIn('userId', userIds)
    .whereNull('usedAt')
    .whereNull('voidedAt')
}

/** How many of this purpose each of them was sent since then. */
export async function countsSince(
  tx: Tx,
  { organizationId, purpose, userIds }: OfPurpose & { userIds: string[] },
  since: Date,
): Promise<Map<string, number>> {
  const rows = await select<{ userId: string; count: number }>(
    tx,
    `select user_id "userId", count(*)::int count from one_time_tokens
     where organization_id = :organizationId and purpose = :purpose and user_id = any(cast(:userIds as uuid[]))
       and created_at > :since group by user_id`,
    { organizationId, purpose, userIds, since },
  )
  return new Map(rows.map(({ userId, count }) => [userId, count]))
}

/** The same of one person, with the first of them. */
export async function lately(
  tx: Tx,
  { organizationId, purpose, userId }: OfPurpose & { userId: string },
  since: Date,
): Promise<Lately> {
  const [found] = await select<Lately>(
    tx,
    `select count(*)::int count, min(created_at) since from one_time_tokens
     where organization_id = :organizationId and purpose = :purpose and user_id = :userId and created_at > :since`,
    { organizationId, purpose, userId, since },
  )
  return found ?? { count: 0, since: null }
}

export async function byHash(tx: Tx, hash: Buffer): Promise<OneTimeToken | undefined> {
  return Tokens.query(tx).findOne({ hash })
}

export async function find(tx: Tx, organizationId: string, id: string): Promise<OneTimeToken | undefined> {
  return Tokens.query(tx).findOne({ organizationId, id })
}

/** True for exactly one of all who try at once. */
export async function use(tx: Tx, { organizationId, id }: OneTimeToken, now: Date): Promise<boolean> {
  const used = await Tokens.query(tx)
    .patch({ usedAt: now })
    .where({ organizationId, id })
    .whereNull('usedAt')
    .whereNull('voidedAt')
    .where('expiresAt', '>', now)
  return used === 1
}

export async function noteLeft(
  tx: Tx,
  { organizationId, id }: OneTimeToken,
  leftAddress: string,
): Promise<void> {
  await Tokens.query(tx).patch({ leftAddress }).where({ organizationId, id })
}

/** Every live link of this person that is not an invitation dies: suspended, deleted, or the password changed. */
export const voidAll = (tx: Tx, organizationId: string, userId: string, now: Date): Promise<void> =>
  voidAllOf(tx, organizationId, [userId], now)

export async function voidAllOf(tx: Tx, organizationId: string, userIds: string[], now: Date): Promise<void> {
  await Tokens.query(tx)
    .patch({ voidedAt: now })
    .where({ organizationId })
    .whereIn('userId', userIds)
    .whereNull('usedAt')
    .whereNull('voidedAt')
}
