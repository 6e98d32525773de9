import { type Html, html } from '../../domain/html.ts'
import { NAME_LIMIT } from '../../domain/person-name.ts'
import { listInWords, momentInWords, timeLeft } from '../../domain/plain-words.ts'
import { type Fault, field, hidden, summary, titled } from '../frame/form.page.ts'
import type { Page } from '../frame/layout.page.ts'
import { passwordRules } from '../passwords/rules.page.ts'
import type { LinkView } from './link-view.ts'
import { type Profile, requiredFields } from './required-fields.page.ts'

/** What somebody had typed when the page comes back; never a password. */
export interface Again {
  names: { firstName: string; lastName: string }
  profile: Profile
  faults: Fault[]
}

export function acceptPage(view: LinkView, again?: Again): Page {
  const { seen, path } = view
  const faults = again?.faults ?? []
  return {
    title: titled(`Accept Invitation to ${seen.organizationName}`, faults),
    width: 'split',
    main: html`${summary(faults)}
<section class="story">
<p class="eyebrow"><bdi>${seen.organizationName}</bdi></p>
<h1>Accept Invitation</h1>
<p class="lede">${invites(seen.inviterName)} to join <strong><bdi>${seen.organizationName}</bdi></strong>${asRoles(seen.roleNames)}.</p>
${seen.message && html`<blockquote>${seen.message}</blockquote>`}
${expiry(view)}
<p class="hint">Not for you, or not now? <a href="${path}/decline">Decline the invitation</a></p>
</section>
${form(view, again)}
`,
  }
}

const invites = (inviterName: string | null): Html =>
  inviterName ? html`<strong><bdi>${inviterName}</bdi></strong> invites you` : html`You are invited`

const asRoles = (names: string[]): Html | false =>
  names.length > 0 && html` as <strong><bdi>${listInWords(names)}</bdi></strong>`

const expiry = ({ seen, now }: LinkView): Html | null =>
  seen.expiresAt &&
  html`<p>The invitation is open for another ${timeLeft(now, seen.expiresAt)}: until <time datetime="${seen.expiresAt.toISOString()}">${momentInWords(seen.expiresAt, seen.timeZone)}</time>.</p>`

/** The address is written out: a form without one keeps the page's fragment, and a page with one ignores autofocus. */
function form({ seen, path, formToken }: LinkView, again: Again | undefined): Html {
  const faults = again?.faults ?? []
  const { firstName, lastName } = again?.names ?? seen
  const name = { type: 'text', maxLength: NAME_LIMIT, faults } as const
  const secret = { type: 'password', autocomplete: 'new-password', faults } as const
  return html`<form class="card" method="post" action="${path}" novalidate>
<h2>Create your account</h2>
${hidden('formToken', formToken)}
${seen.email && email(seen.email)}
<div class="pair">
${field({ ...name, name: 'firstName', label: 'First name', autocomplete: 'given-name', value: firstName ?? '' })}
${field({ ...name, name: 'lastName', label: 'Last name', autocomplete: 'family-name', value: lastName ?? '' })}
</div>
${requiredFields(seen.requiredFields, again?.profile ?? {}, faults)}
${field({ ...secret, name: 'password', label: 'Password', hint: passwordRules(seen.passwordMinimum, seen.organizationName) })}
${field({ ...secret, name: 'passwordAgain', label: 'Confirm password' })}
<button class="button">Accept &amp; Create Account</button>
</form>
`
}

/** Nothing to fill in, and nothing that is sent: the box is there for password managers, the words for people. */
const email = (address: string): Html => html`<div class="fixed">
<p><strong>Email</strong></p>
<p><bdi>${address}</bdi></p>
<p class="hint">You will sign in with this address.</p>
<input hidden type="email" autocomplete="username" value="${address}" readonly>
</div>
`
