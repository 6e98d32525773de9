import type { Tx } from './database.ts'
import { select } from './row.ts'

/** True for exactly one of all deliveries of the same deed, on whichever instance they arrive. */
export async function hearOnce(tx: Tx, key: string, now: Date): Promise<boolean> {
  const heard = await select(
    tx,
    `insert into slack_deeds (key, heard_at) values (:key, :now) on conflict do nothing returning key`,
    { key, now },
  )
  return heard.length === 1
}

/** What was refused may be sent again: the same form, corrected. */
export async function unhear(tx: Tx, key: string): Promise<void> {
  await tx('slackDeeds').where({ key }).delete()
}

export async function forget(tx: Tx, before: Date): Promise<void> {
  await tx('slackDeeds').where('heardAt', '<', before).delete()
}
