import type { FreshLink } from '../domain/link.ts'
import { after, HOUR } from '../domain/time.ts'
import type { Tx } from './database.ts'
import { isId } from './id.ts'
import { rowOf } from './row.ts'

export interface InvitationToken {
  organizationId: string
  invitationId: string
  generation: number
  hash: Buffer
  nonce: Buffer
  keyId: string
  createdAt: Date
  supersededAt: Date | null
  visitedAt: Date | null
  askedAt: Date | null
}

const Tokens = rowOf<InvitationToken>('invitation_tokens', ['organizationId', 'invitationId', 'generation'])

export type NewToken = FreshLink['stored'] &
  Pick<InvitationToken, 'organizationId' | 'invitationId' | 'generation' | 'createdAt'>

export async function insertMany(tx: Tx, rows: NewToken[]): Promise<void> {
  if (rows.length > 0) await Tokens.query(tx).insert(rows)
}

export const byHash = async (tx: Tx, hash: Buffer): Promise<InvitationToken | undefined> =>
  Tokens.query(tx).findOne({ hash })

export const ofGeneration = async (
  tx: Tx,
  organizationId: string,
  invitationId: string,
  generation: number,
): Promise<InvitationToken | undefined> =>
  Tokens.query(tx).findOne({ organizationId, invitationId, generation })

/** Dead at commit, on every process: whoever holds one of these learns why, and no more. */
export async function supersede(
  tx: Tx,
  organizationId: string,
  invitationIds: string[],
  now: Date,
): Promise<void> {
  if (invitationIds.length === 0) return
  await Tokens.query(tx)
    .patch({ supersededAt: now })
    .where({ organizationId })
    .whereIn('invitationId', invitationIds)
    .whereNull('supersededAt')
}

/** When this invitation was sent within the last hour, oldest first. */
export async function sentSince(
  tx: Tx,
  organizationId: string,
  invitationId: string,
  since: Date,
): Promise<Date[]> {
  const rows = await Tokens.query(tx)
    .select('createdAt')
    .where({ organizationId, invitationId })
    .where('createdAt', '>', since)
    .orderBy('createdAt')
  return rows.map((it) => it.createdAt)
}

/** The same for several. */
export async function sentSinceEach(
  tx: Tx,
  organizationId: string,
  invitationIds: string[],
  since: Date,
): Promise<Map<string, Date[]>> {
  const rows = await Tokens.query(tx)
    .select('invitationId', 'createdAt')
    .where({ organizationId })
    .whereIn('invitationId', invitationIds.filter(isId))
    .where('createdAt', '>', since)
    .orderBy('createdAt')
  return groupedSends(rows)
}

function groupedSends(rows: Pick<InvitationToken, 'invitationId' | 'createdAt'>[]): Map<string, Date[]> {
  const grouped = new Map<string, Date[]>()
  for (const { invitationId, createdAt } of rows)
    grouped.set(invitationId, [...(grouped.get(invitationId) ?? []), createdAt])
  return grouped
}

/** True for the first visit only: a mail scanner may open a link a hundred times. */
export async function noteVisit(tx: Tx, token: InvitationToken, now: Date): Promise<boolean> {
  const { organizationId, invitationId, generation } = token
  const noted = await Tokens.query(tx)
    .patch({ visitedAt: now })
    .where({ organizationId, invitationId, generation })
    .whereNull('visitedAt')
  return noted > 0
}

/** True when nobody asked through any link of this invitation within the hour. */
export async function noteAsked(tx: Tx, token: InvitationToken, now: Date): Promise<boolean> {
  const { organizationId, invitationId } = token
  const recent = await Tokens.query(tx)
    .where({ organizationId, invitationId })
    .where('askedAt', '>', after(now, -HOUR))
    .resultSize()
  if (recent > 0) return false
  await Tokens.query(tx)
    .patch({ askedAt: now })
    .where({ organizationId, invitationId, generation: token.generation })
  return true
}
