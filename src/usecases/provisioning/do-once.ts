import { createHash } from 'node:crypto'
import * as keys from '../../db/request-keys.ts'
import { REQUEST_KEYS_KEPT_SECONDS } from '../../domain/retention.ts'
import { after } from '../../domain/time.ts'
import { atomically, type Context, within } from '../context.ts'

/** Longer than any request takes. */
const LEASE_SECONDS = 120

export type Once =
  | { kind: 'to do'; keep(answer: string): Promise<void>; free(): Promise<void> }
  | { kind: 'done'; answer: string }
  /** The same key came with another request. */
  | { kind: 'another' }
  | { kind: 'under way' }

/** A request with a key is done once a day: whoever sends it again, at the same moment or later, hears the same. */
export async function doOnce(
  ctx: Context,
  connectionId: string,
  { key, request }: { key: string; request: string },
): Promise<Once> {
  const known: keys.RequestKey = {
    ...{ organizationId: within(ctx), connectionId },
    ...{ keyHash: sha256(key), requestHash: sha256(request) },
  }
  const now = ctx.now()
  const isTaken = await atomically(ctx, (tx) =>
    keys.take(tx, known, now, {
      forgottenBefore: after(now, -REQUEST_KEYS_KEPT_SECONDS),
      leaseSeconds: LEASE_SECONDS,
    }),
  )
  if (isTaken)
    return {
      kind: 'to do',
      keep: (answer) => atomically(ctx, (tx) => keys.keep(tx, known, answer)),
      free: () => atomically(ctx, (tx) => keys.free(tx, known)),
    }
  const found = await atomically(ctx, (tx) => keys.find(tx, known))
  if (found && !found.requestHash.equals(known.requestHash)) return { kind: 'another' }
  return found?.answer ? { kind: 'done', answer: found.answer } : { kind: 'under way' }
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()
