import type { Request, RequestHandler, Response } from 'express'
import { inWords, Refusal } from '../../domain/refusal.ts'
import { editOwnProfile, type OwnEdit } from '../../usecases/users/edit-user.ts'
import { type Account, seeAccount } from '../../usecases/users/see-account.ts'
import type { Fault } from '../frame/form.page.ts'
import { goTo } from '../frame/go-to.ts'
import { sendPage } from '../frame/send-page.ts'
import { typed } from '../guard/typed.ts'
import { faultsIn, refusalWords } from '../refusal-words.ts'
import { orRefused } from '../refused.ts'
import { signedIn } from '../visit.ts'
import { doneFrom } from './done.page.ts'
import { profilePage, storedProfile, type TypedProfile } from './profile.page.ts'

type OwnProfile = Omit<OwnEdit, 'version'>

export const seeProfile: RequestHandler = async (req, res) => {
  const { acting, formToken } = signedIn(res)
  const account = await seeAccount(acting)
  sendPage(res, 200, profilePage({ account, formToken: formToken(), done: doneFrom(req.query.done) }))
}

export const editFromPage: RequestHandler = async (req, res) => {
  const { version, ...form } = typed(req, 'firstName', 'lastName', 'displayName', 'address', 'version')
  const wish = { ...shownIn(req, form), version: Number(version) }
  const edited = await orRefused(editOwnProfile(signedIn(res).acting, wish))
  if (!(edited instanceof Refusal)) return goTo(res, '/account/profile?done=profile')
  await drawAgain(res, edited, form)
}

/** Only what the form had: what the provider says stood there to be read, and stays as it is. */
function shownIn(req: Request, { address, ...names }: TypedProfile): OwnProfile {
  const isThere = (name: string) => Object.hasOwn(req.body ?? {}, name)
  const there = Object.fromEntries(Object.entries(names).filter(([name]) => isThere(name)))
  return isThere('address') ? { ...there, deliveryEmail: address } : there
}

/** The profile with what went wrong; what was typed into it is still there. */
export async function drawAgain(res: Response, refusal: Refusal, form?: TypedProfile): Promise<void> {
  const { acting, formToken } = signedIn(res)
  const account = await seeAccount(acting)
  const isStale = refusal.code === 'changed-meanwhile' && form !== undefined
  const faults = isStale ? differences(account, form) : faultsIn(refusal)
  if (faults.length === 0) throw refusal
  const { status } = inWords(refusalWords, refusal)
  sendPage(res, status, profilePage({ account, formToken: formToken(), typed: form, faults }))
}

/** Somebody saved another version while this one was typed: both are shown, and the next press decides. */
function differences(account: Account, form: TypedProfile): Fault[] {
  const stored = storedProfile(account)
  const differing = (Object.keys(stored) as (keyof TypedProfile)[]).filter((it) => stored[it] !== form[it])
  return [
    {
      text: 'Your profile was changed meanwhile, in another window or by an admin. What you typed is still below: save again to keep it',
    },
    ...differing.map((it) => ({
      field: it,
      text: stored[it] ? `Meanwhile this became “${stored[it]}”` : 'Meanwhile this was emptied',
    })),
  ]
}
