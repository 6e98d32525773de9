import express, { type RequestHandler, type Router } from 'express'
import { INSTALL_PATH, REDIRECT_PATH, type SlackInstalling } from '../domain/slack-install.ts'
import { accessLog } from './access-log.ts'
import { downloadData } from './account/download-data.ts'
import { askFromPage as askToChange, seeEmail } from './account/email.ts'
import { changeFromPage as changePhone, seePhone } from './account/phone.ts'
import { removePicture, tooLargePicture, uploadPicture } from './account/picture.ts'
import { editFromPage, seeProfile } from './account/profile.ts'
import { seeAccountPage } from './account/see-account.ts'
import { serveAvatar } from './account/serve-avatar.ts'
import { endFromPage, seeSessions } from './account/sessions.ts'
import { confirmFromPage, seeEmailLink } from './emails/confirm-email.ts'
import { serveAsset } from './frame/serve-asset.ts'
import { onlyOurForms, readForm } from './guard/only-our-forms.ts'
import { onlyBeforeChange, onlySignedIn } from './guard/only-signed-in.ts'
import { readUpload } from './guard/read-upload.ts'
import { refuseOthers } from './guard/refuse-others.ts'
import { setHeaders } from './guard/set-headers.ts'
import { seeHelp } from './help.ts'
import { acceptFromPage } from './invitations/accept-invitation.ts'
import { askFromPage } from './invitations/ask-for-new-link.ts'
import { considerDeclining, declineFromPage } from './invitations/decline-invitation.ts'
import { seeLink, unlessSignedIn } from './invitations/see-link.ts'
import type { WebNeeds } from './needs.ts'
import { seeOrg } from './org/see-org.ts'
import { changeFromPage, seeChange } from './passwords/change-password.ts'
import { forgetFromPage, seeForgot } from './passwords/forget-password.ts'
import { resetFromPage, seeResetLink } from './passwords/reset-password.ts'
import { requestId } from './request-id.ts'
import { seeSignIn, signInFromPage } from './sessions/sign-in.ts'
import { seeSignOut, signOutFromPage } from './sessions/sign-out.ts'
import { connectFromPage, seeSlackLinkPage } from './slack/connect-slack.ts'
import { disconnectSlack } from './slack/disconnect-slack.ts'
import { beginFromPage, finishInstall, seeInstall } from './slack/install.ts'
import { visiting } from './visit.ts'
import { seeWelcome } from './welcome.ts'
import { askFromWelcome, seeWelcomeLink, setUpFromPage } from './welcomes/set-up-account.ts'

/** Of whoever is signed in: what they look at, and what its form does. */
const ownPages: [path: string, see: RequestHandler, change: RequestHandler][] = [
  ['/account/profile', seeProfile, editFromPage],
  ['/account/email', seeEmail, askToChange],
  ['/account/phone', seePhone, changePhone],
  ['/account/password', seeChange, changeFromPage],
  ['/account/sessions', seeSessions, endFromPage],
]

/**
 * What people with a browser may come for. Whatever else comes by is counted and logged, and goes on to
 * other doors untouched: some of them need bodies unread.
 */
export function webRouter(needs: WebNeeds): Router {
  const router = express.Router({ caseSensitive: true })
  router.use(requestId, accessLog(needs.log))

  const open = [setHeaders, visiting(needs)]
  const ours = [readForm, onlyOurForms(needs)]

  router.route('/').all(open).get(seeWelcome(needs)).all(refuseOthers('GET'))
  router.route('/help').all(open).get(seeHelp).all(refuseOthers('GET'))
  router.route('/assets/:name').all(setHeaders).get(serveAsset).all(refuseOthers('GET'))
  router.route('/avatars/:name').all(setHeaders).get(serveAvatar(needs)).all(refuseOthers('GET'))

  router
    .route('/i/:token')
    .all(open)
    .get(seeLink)
    .post(unlessSignedIn, ours, acceptFromPage)
    .all(refuseOthers('GET', 'POST'))
  router
    .route('/i/:token/decline')
    .all(open)
    .get(considerDeclining)
    .post(unlessSignedIn, ours, declineFromPage)
    .all(refuseOthers('GET', 'POST'))
  router.route('/i/:token/ask').all(open).post(ours, askFromPage).all(refuseOthers('POST'))

  router
    .route('/welcome/:token')
    .all(open)
    .get(seeWelcomeLink)
    .post(ours, setUpFromPage)
    .all(refuseOthers('GET', 'POST'))
  router.route('/welcome/:token/ask').all(open).post(ours, askFromWelcome).all(refuseOthers('POST'))

  router
    .route('/sign-in')
    .all(open)
    .get(seeSignIn(needs))
    .post(ours, signInFromPage(needs))
    .all(refuseOthers('GET', 'POST'))
  router
    .route('/sign-out')
    .all(open)
    .get(seeSignOut)
    .post(ours, signOutFromPage(needs))
    .all(refuseOthers('GET', 'POST'))

  router
    .route('/email/:token')
    .all(open)
    .get(seeEmailLink)
    .post(ours, confirmFromPage)
    .all(refuseOthers('GET', 'POST'))
  router
    .route('/slack-link/:token')
    .all(open)
    .get(seeSlackLinkPage)
    .post(ours, connectFromPage)
    .all(refuseOthers('GET', 'POST'))
  router.route('/forgot').all(open).get(seeForgot).post(ours, forgetFromPage).all(refuseOthers('GET', 'POST'))
  router
    .route('/reset/:token')
    .all(open)
    .get(seeResetLink)
    .post(ours, resetFromPage)
    .all(refuseOthers('GET', 'POST'))
  router
    .route('/first-sign-in')
    .all(open)
    .get(onlyBeforeChange, seeChange)
    .post(onlyBeforeChange, ours, changeFromPage)
    .all(refuseOthers('GET', 'POST'))

  for (const [path, see, change] of ownPages)
    router
      .route(path)
      .all(open)
      .get(onlySignedIn, see)
      .post(onlySignedIn, ours, change)
      .all(refuseOthers('GET', 'POST'))
  router
    .route('/account/picture')
    .all(open)
    .post(onlySignedIn, readUpload, onlyOurForms(needs), uploadPicture, tooLargePicture)
    .all(refuseOthers('POST'))
  router
    .route('/account/picture/remove')
    .all(open)
    .post(onlySignedIn, ours, removePicture)
    .all(refuseOthers('POST'))
  router
    .route('/account/slack/disconnect')
    .all(open)
    .post(onlySignedIn, ours, disconnectSlack)
    .all(refuseOthers('POST'))
  router.route('/account/data').all(open).post(onlySignedIn, ours, downloadData).all(refuseOthers('POST'))
  router.route('/account').all(open).get(onlySignedIn, seeAccountPage(needs)).all(refuseOthers('GET'))
  router.route('/org').all(open).get(onlySignedIn, seeOrg).all(refuseOthers('GET'))
  if (needs.slackInstall) installRoutes(router, needs, needs.slackInstall)
  return router
}

/** Bringing Usher into a workspace, where it serves many. */
function installRoutes(router: Router, needs: WebNeeds, slack: SlackInstalling): void {
  const open = [setHeaders, visiting(needs)]
  const begin = beginFromPage(needs, slack)
  router.route(INSTALL_PATH).all(open).get(seeInstall).all(refuseOthers('GET'))
  router.route(`${INSTALL_PATH}/begin`).all(open).get(begin).all(refuseOthers('GET'))
  router.route(REDIRECT_PATH).all(open).get(finishInstall(needs, slack)).all(refuseOthers('GET'))
}
