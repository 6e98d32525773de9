import type { Response } from 'express'
import { Refusal } from '../../domain/refusal.ts'
import { visitOf } from '../visit.ts'

/** A browser that is signed in as one person changes nothing for another. */
export function mustNotBeSomebodyElse(res: Response, userId: string): void {
  const { live } = visitOf(res)
  if (live && live.session.userId !== userId)
    throw new Refusal('signed-in-as-somebody-else', { email: live.session.email ?? 'somebody else' })
}
