import type { Response } from 'express'
import { Refusal } from '../domain/refusal.ts'
import type { Visit } from './visit.ts'

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
  const { retryAt } = (fault as Refusal<'too-often'>).facts
  const now = (res.locals.visit as Visit | undefined)?.ctx.now() ?? new Date()
  res.set('Retry-After', String(Math.max(1, Math.ceil((retryAt.getTime() - now.getTime()) / 1000))))
}
