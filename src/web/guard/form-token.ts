import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { hashOfSession } from '../../usecases/sessions/begin-session.ts'

/** Not a session: it stands for nobody, and only says that form and answer met in one browser. */
export const newFormCookie = (): string => randomBytes(32).toString('base64url')

/** Bound to browser and session, so it changes with every sign-in and sign-out. */
export const formTokenFor = (key: Buffer, cookie: string, session: string | null): string =>
  createHmac('sha256', key)
    .update(`usher form\0${cookie}\0${session ? hashOfSession(session).toString('hex') : ''}`)
    .digest('base64url')

export interface FormProof {
  given: unknown
  cookie: string | null
  session: string | null
}

export function isFormToken(key: Buffer, { given, cookie, session }: FormProof): boolean {
  if (typeof given !== 'string' || cookie === null) return false
  const wanted = Buffer.from(formTokenFor(key, cookie, session))
  const brought = Buffer.from(given)
  return brought.length === wanted.length && timingSafeEqual(brought, wanted)
}
