import type { ErrorRequestHandler, RequestHandler } from 'express'
import { Refusal } from '../../domain/refusal.ts'
import { removeOwnAvatar, setOwnAvatar } from '../../usecases/users/own-avatar.ts'
import { goTo } from '../frame/go-to.ts'
import { uploaded } from '../guard/read-upload.ts'
import { orRefused } from '../refused.ts'
import { signedIn } from '../visit.ts'
import { drawAgain } from './profile.ts'

export const uploadPicture: RequestHandler = async (_req, res) => {
  const done = await orRefused(setOwnAvatar(signedIn(res).acting, uploaded(res)))
  if (done instanceof Refusal) return drawAgain(res, done)
  goTo(res, '/account/profile?done=picture')
}

/** So large that it was not even read: said on the page like what is only a little too large. */
export const tooLargePicture: ErrorRequestHandler = (fault, _req, res, next) =>
  fault?.status === 413 ? drawAgain(res, new Refusal('picture-refused', { fault: 'too-large' })) : next(fault)

export const removePicture: RequestHandler = async (_req, res) => {
  await removeOwnAvatar(signedIn(res).acting)
  goTo(res, '/account/profile?done=no-picture')
}
