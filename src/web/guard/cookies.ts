import type { CookieOptions, Request, Response } from 'express'
import type { BegunSession } from '../../usecases/sessions/begin-session.ts'

/** `__Host-` makes the browser insist on Secure, Path=/ and no Domain: no neighbour can plant one. */
const SESSION = '__Host-usher'
const FORM = '__Host-usher-form'
const INSTALL = '__Host-usher-install'
const attributes: CookieOptions = { secure: true, httpOnly: true, sameSite: 'lax', path: '/' }

export const sessionCookie = (req: Request): string | null => secretIn(req, SESSION)
export const installCookie = (req: Request): string | null => secretIn(req, INSTALL)
export const formCookie = (req: Request): string | null => secretIn(req, FORM)

export function keepSession(res: Response, { session, token }: BegunSession, now: Date): void {
  const maxAge = session.endsAt.getTime() - now.getTime()
  setOnly(res, SESSION, token, { ...attributes, maxAge })
}

/** Whatever stands there, well formed or not; a browser without one is told nothing. */
export function clearSession(req: Request, res: Response): void {
  if (written(req, SESSION) !== null) setOnly(res, SESSION, '', { ...attributes, expires: new Date(0) })
}

/** Lasts as long as the browser is open, and is handed out again rather than changed: tabs share it. */
export const keepFormCookie = (res: Response, value: string): void => setOnly(res, FORM, value, attributes)

/** While Slack asks whether Usher may come in: it says that the answer belongs to this browser. */
export const keepInstall = (res: Response, value: string): void => setOnly(res, INSTALL, value, attributes)
export const clearInstall = (res: Response): void =>
  setOnly(res, INSTALL, '', { ...attributes, expires: new Date(0) })

/** 32 random bytes as we write them; anything else is not from us. */
function secretIn(req: Request, name: string): string | null {
  const value = written(req, name)
  return value !== null && /^[\w-]{43}$/.test(value) ? value : null
}

function written(req: Request, name: string): string | null {
  const pairs = (req.headers.cookie ?? '').split(';').map((it) => it.trim())
  return pairs.find((it) => it.startsWith(`${name}=`))?.slice(name.length + 1) ?? null
}

/** The last word about a cookie replaces an earlier one of the same answer. */
function setOnly(res: Response, name: string, value: string, options: CookieOptions): void {
  const earlier = [res.getHeader('Set-Cookie') ?? []].flat().map(String)
  const others = earlier.filter((it) => !it.startsWith(`${name}=`))
  if (others.length > 0) res.setHeader('Set-Cookie', others)
  else res.removeHeader('Set-Cookie')
  res.cookie(name, value, options)
}
