import { type Html, html } from '../../domain/html.ts'
import type { LinkDeath } from '../../domain/refusal.ts'
import type { SeenReset } from '../../usecases/passwords/reset-password.ts'
import { type Fault, field, hidden, summary, titled } from '../frame/form.page.ts'
import type { Page } from '../frame/layout.page.ts'
import { passwordRules } from './rules.page.ts'

export interface ResetView {
  seen: SeenReset
  path: string
  formToken: string
  faults?: Fault[]
}

export const resetPage = ({ seen, path, formToken, faults = [] }: ResetView): Page => ({
  title: titled('Choose a new password', faults),
  main: html`${summary(faults)}
<h1>Choose a new password</h1>
<form class="card" method="post" action="${path}" novalidate>
<p>For <strong><bdi>${seen.email}</bdi></strong> at <bdi>${seen.organizationName}</bdi>. Everywhere you are signed in now, you will be signed out.</p>
${hidden('formToken', formToken)}
<input hidden type="email" autocomplete="username" value="${seen.email}" readonly>
${newPasswords(seen, faults)}
<button class="button">Set the new password</button>
</form>
`,
})

/** The two boxes for a new password, wherever one is chosen. */
export const newPasswords = (
  { passwordMinimum, organizationName }: Pick<SeenReset, 'passwordMinimum' | 'organizationName'>,
  faults: Fault[],
): Html => {
  const secret = { type: 'password', autocomplete: 'new-password', faults } as const
  return html`${field({ ...secret, name: 'password', label: 'New password', hint: passwordRules(passwordMinimum, organizationName) })}
${field({ ...secret, name: 'passwordAgain', label: 'Confirm new password' })}`
}

export const resetDonePage = (): Page => ({
  title: 'Your password is set',
  main: html`<section class="card notice">
<h1>Your password is set</h1>
<p class="lede">You are signed out everywhere. Sign in with the new password.</p>
<p class="next"><a class="button" href="/sign-in">Sign in</a></p>
</section>
`,
})

const causes: Record<LinkDeath, string> = {
  expired: 'This link was good for an hour, and that hour is over.',
  superseded: 'A newer link was sent, or your address or password changed since: use the newest letter.',
  accepted: 'This link has been used. If that was not you, ask for a new one and tell your admin.',
  cancelled: 'This link no longer works.',
  declined: 'This link no longer works.',
}

export const deadResetPage = (cause: LinkDeath): Page => ({
  title: cause === 'expired' ? 'Link expired' : 'Link no longer works',
  main: html`<section class="card notice">
<h1>${cause === 'expired' ? 'Link expired' : 'Link no longer works'}</h1>
<p class="lede">${causes[cause]}</p>
<p class="next"><a class="button" href="/forgot">Ask for a new link</a></p>
</section>
`,
})
