import type { Response } from 'express'
import { Refusal } from '../domain/refusal.ts'

/** For a form that is drawn again with what was refused; everything else goes on to the error page. */
export async function orRefused<T>(work: Promise<T>): Promise<T | Refusal> {
  try {
    return await work
  } catch (fault) {
    if (fault instanceof Refusal) return fault
    throw fault
  }
}

/** In whole seconds, never too few, for programs that try again by themselves. Only where the refusal knows. */
export function sayWhenToRetry(res: Response, fault: unknown): void {
  if (!(fault instanceof Refusal) || fault.code !== 'too-often') return
  const { waitSeconds } = (fault as Refusal<'too-often'>).facts
  res.set('Retry-After', String(Math.max(1, Math.ceil(waitSeconds))))
}
