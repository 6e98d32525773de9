import { type Html, html } from '../../domain/html.ts'
import { momentInWords } from '../../domain/plain-words.ts'
import type { LinkDeath } from '../../domain/refusal.ts'
import { hidden } from '../frame/form.page.ts'
import type { Page } from '../frame/layout.page.ts'
import type { LinkView } from './link-view.ts'

interface Obituary {
  heading: string
  text(view: LinkView): Html
}

/** Only the holder of the real link reads this, so it may say what happened. */
const causes: Record<LinkDeath, Obituary> = {
  expired: {
    heading: 'Invitation Expired',
    text: ({ seen }) =>
      html`${invitation(seen)} was open until ${seen.expiresAt && momentInWords(seen.expiresAt, seen.timeZone)}. Links work for a limited time, to keep your account safe. Contact your admin, or ask for a new link here.`,
  },
  cancelled: {
    heading: 'Invalid invitation',
    text: ({ seen }) =>
      html`${invitation(seen)} was cancelled, so this link no longer works. If you think that is a mistake, contact your admin.`,
  },
  superseded: {
    heading: 'Invalid invitation',
    text: ({ seen }) =>
      html`This link was replaced: a newer one was sent for ${invitation(seen, 'your')}. Please use the newest email. If you cannot find it, look among the spam, or contact your admin.`,
  },
  accepted: {
    heading: 'Invitation already used',
    text: ({ seen }) =>
      html`${invitation(seen)} has been accepted, and each link works once. Sign in with your email address and the password you chose. Was it not you? Then contact your admin at once.`,
  },
  declined: {
    heading: 'Invitation declined',
    text: ({ seen }) =>
      html`${invitation(seen)} was declined, so this link no longer works. If you have changed your mind, contact your admin or ask for a new link.`,
  },
}

const invitation = ({ organizationName }: LinkView['seen'], whose = 'Your'): Html =>
  html`${whose} invitation to join <strong><bdi>${organizationName}</bdi></strong>`

export function deadLinkPage(view: LinkView, cause: LinkDeath, isSignedIn: boolean): Page {
  const { heading, text } = causes[cause]
  return {
    title: heading,
    main: html`<section class="card notice">
<h1>${heading}</h1>
<p class="lede">${text(view)}</p>
${cause === 'accepted' ? wayIn(isSignedIn) : askAgain(view)}
</section>
`,
  }
}

const wayIn = (isSignedIn: boolean): Html =>
  isSignedIn
    ? html`<p class="next"><a class="button" href="/account">Go to your account</a></p>`
    : html`<p class="next"><a class="button" href="/sign-in">Sign in</a></p>`

const askAgain = ({
  path,
  formToken,
}: LinkView): Html => html`<form class="next" method="post" action="${path}/ask">
${hidden('formToken', formToken)}
<button class="button">Ask for a new link</button>
</form>
<p class="hint">The person who invited you will be told, and decides.</p>`
