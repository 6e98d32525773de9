import { html } from '../../domain/html.ts'
import type { LinkDeath } from '../../domain/refusal.ts'
import type { SeenEmailChange } from '../../usecases/users/confirm-email.ts'
import { hidden } from '../frame/form.page.ts'
import type { Page } from '../frame/layout.page.ts'

export interface ConfirmView {
  seen: SeenEmailChange
  path: string
  formToken: string
}

/** Opening the letter is not enough: scanners open letters too. Pressing the button is. */
export const confirmPage = ({ seen, path, formToken }: ConfirmView): Page => ({
  title: 'Confirm your new email address',
  main: html`<section class="card notice">
<h1>Confirm your new email address</h1>
<p class="lede">Your account at <strong><bdi>${seen.organizationName}</bdi></strong>${seen.email && html` moves from <bdi>${seen.email}</bdi>`} to <strong><bdi>${seen.newEmail}</bdi></strong>. From then on you sign in with it, and letters go there.</p>
<form class="next" method="post" action="${path}">
${hidden('formToken', formToken)}
<button class="button">Confirm this address</button>
</form>
<p class="hint">You did not ask for this? Close the page: nothing changes.</p>
</section>
`,
})

export const confirmedPage = (email: string, isSignedIn: boolean): Page => ({
  title: 'Your email address is changed',
  main: html`<section class="card notice">
<h1>Your email address is changed</h1>
<p class="lede">From now on you sign in with <strong><bdi>${email}</bdi></strong>. Your password stays as it is.</p>
<p class="next">${isSignedIn ? html`<a class="button" href="/account">Go to your account</a>` : html`<a class="button" href="/sign-in">Sign in</a>`}</p>
</section>
`,
})

const causes: Record<LinkDeath, { heading: string; text: string }> = {
  expired: {
    heading: 'Link expired',
    text: 'This link was good for an hour, and that hour is over. Your address is what it was.',
  },
  superseded: {
    heading: 'Link no longer works',
    text: 'A newer link was sent, or your account changed since. If you still want to change your address, use the newest letter or begin again.',
  },
  accepted: {
    heading: 'Already confirmed',
    text: 'This link has been used, and the address is changed. If that was not you, tell an admin of your organization at once.',
  },
  cancelled: { heading: 'Link no longer works', text: 'This link no longer works.' },
  declined: { heading: 'Link no longer works', text: 'This link no longer works.' },
}

export const deadConfirmPage = (cause: LinkDeath): Page => ({
  title: causes[cause].heading,
  main: html`<section class="card notice">
<h1>${causes[cause].heading}</h1>
<p class="lede">${causes[cause].text}</p>
<p class="next">${cause === 'accepted' ? html`<a class="button" href="/account">Go to your account</a>` : html`<a class="button" href="/account/email">Begin again</a>`}</p>
</section>
`,
})
