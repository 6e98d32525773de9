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
