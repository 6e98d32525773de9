import type { Tx } from './database.ts'
import { isId } from './id.ts'
import { select } from './row.ts'

export interface BouncedLetter {
  organizationId: string
  id: string
  invitationId: string
  generation: number
}

/** The letter of an invitation, by the id in its Message-ID: the only question that no organization stands in. */
export async function letterWithId(tx: Tx, id: string): Promise<BouncedLetter | null> {
  if (!isId(id)) return null
  const [found] = await select<BouncedLetter>(
    tx,
    `select organization_id "organizationId", id, invitation_id "invitationId", generation from messages
     where id = :id and kind = 'invitation' and attempts > 0`,
    { id },
  )
  return found ?? null
}

export async function isNoted(tx: Tx, { organizationId, id, invitationId }: BouncedLetter): Promise<boolean> {
  const found = await select(
    tx,
    `select from delivery_events where organization_id = :organizationId and invitation_id = :invitationId
       and message_id = :id and kind = 'bounced'`,
    { organizationId, id, invitationId },
  )
  return found.length > 0
}
