import { type Html, html } from '../../domain/html.ts'
import { NAME_LIMIT } from '../../domain/person-name.ts'
import { momentInWords, timeLeft } from '../../domain/plain-words.ts'
import type { LinkDeath } from '../../domain/refusal.ts'
import type { SeenWelcome } from '../../usecases/welcomes/see-welcome.ts'
import { type Fault, field, hidden, summary, titled } from '../frame/form.page.ts'
import type { Page } from '../frame/layout.page.ts'
import { type Profile, requiredFields } from '../invitations/required-fields.page.ts'
import { passwordRules } from '../passwords/rules.page.ts'

export interface SetUpView {
  seen: SeenWelcome
  now: Date
  path: string
  formToken: string
}

/** What somebody had typed when the page comes back; never a password. */
export interface SetUpAgain {
  names: { firstName: string; lastName: string }
  profile: Profile
  faults: Fault[]
}

export function setUpPage(view: SetUpView, again?: SetUpAgain): Page {
  const { seen, now } = view
  const faults = again?.faults ?? []
  return {
    title: titled(`Set up your account at ${seen.organizationName}`, faults),
    width: 'split',
    main: html`${summary(faults)}
<section class="story">
<p class="eyebrow"><bdi>${seen.organizationName}</bdi></p>
<h1>Welcome${seen.firstName && html`, <bdi>${seen.firstName}</bdi>`}</h1>
<p class="lede"><strong><bdi>${seen.organizationName}</bdi></strong> has made an account for you. Choose a password, and you are in.</p>
<p>The link is good for another ${timeLeft(now, seen.expiresAt)}: until <time datetime="${seen.expiresAt.toISOString()}">${momentInWords(seen.expiresAt, seen.timeZone)}</time>.</p>
</section>
${form(view, again)}
`,
  }
}

function form({ seen, path, formToken }: SetUpView, again: SetUpAgain | undefined): Html {
  const faults = again?.faults ?? []
  const secret = { type: 'password', autocomplete: 'new-password', faults } as const
  return html`<form class="card" method="post" action="${path}" novalidate>
<h2>Set up your account</h2>
${hidden('formToken', formToken)}
${signsInWith(seen)}
${names(seen, again, faults)}
${requiredFields(seen.requiredFields, again?.profile ?? {}, faults)}
${field({ ...secret, name: 'password', label: 'Password', hint: passwordRules(seen.passwordMinimum, seen.organizationName) })}
${field({ ...secret, name: 'passwordAgain', label: 'Confirm password' })}
<button class="button">Set up your account</button>
</form>
`
}

/** Nothing to fill in, and nothing that is sent: the box is there for password managers, the words for people. */
function signsInWith({ email, phone }: SeenWelcome): Html {
  const known = email ?? phone ?? ''
  return html`<div class="fixed">
<p><strong>${email ? 'Email' : 'Phone'}</strong></p>
<p><bdi>${known}</bdi></p>
<p class="hint">You will sign in with ${email ? 'this address' : 'this number'}.</p>
<input hidden type="text" autocomplete="username" value="${known}" readonly>
</div>
`
}

/** What the directory says of somebody is not theirs to type; what it does not say, they are asked for. */
function names(seen: SeenWelcome, again: SetUpAgain | undefined, faults: Fault[]): Html {
  const { firstName, lastName } = again?.names ?? seen
  const name = { type: 'text', maxLength: NAME_LIMIT, faults } as const
  const isSaid = (it: 'firstName' | 'lastName') => seen.saidNames.includes(it)
  const said = [isSaid('firstName') && seen.firstName, isSaid('lastName') && seen.lastName].filter(Boolean)
  return html`${said.length > 0 && html`<div class="fixed"><p><strong>Name</strong></p><p><bdi>${said.join(' ')}</bdi></p></div>`}
<div class="pair">
${!isSaid('firstName') && field({ ...name, name: 'firstName', label: 'First name', autocomplete: 'given-name', value: firstName ?? '' })}
${!isSaid('lastName') && field({ ...name, name: 'lastName', label: 'Last name', autocomplete: 'family-name', value: lastName ?? '' })}
</div>
`
}

/** Only the holder of the real link reads this, so it may say what happened. */
const causes: Record<LinkDeath, { heading: string; text: string }> = {
  expired: {
    heading: 'Link expired',
    text: 'Links work for a limited time, to keep your account safe. Ask for a new one here: it comes by email, to the address your organization has of you.',
  },
  superseded: {
    heading: 'Link no longer works',
    text: 'A newer link was sent, or your account was changed or closed since. Use the newest letter, ask for a new link here, or contact your admin.',
  },
  accepted: {
    heading: 'Link already used',
    text: 'Your account is set up, and each link works once. Sign in with the password you chose. Was it not you? Then contact your admin at once.',
  },
  cancelled: { heading: 'Link no longer works', text: 'This link no longer works. Contact your admin.' },
  declined: { heading: 'Link no longer works', text: 'This link no longer works. Contact your admin.' },
}

export const deadWelcomePage = (
  cause: LinkDeath,
  { path, formToken }: Omit<SetUpView, 'seen' | 'now'>,
): Page => ({
  title: causes[cause].heading,
  main: html`<section class="card notice">
<h1>${causes[cause].heading}</h1>
<p class="lede">${causes[cause].text}</p>
${cause === 'accepted' ? html`<p class="next"><a class="button" href="/sign-in">Sign in</a></p>` : askAgain(path, formToken)}
</section>
`,
})

const askAgain = (
  path: string,
  formToken: string,
): Html => html`<form class="next" method="post" action="${path}/ask">
${hidden('formToken', formToken)}
<button class="button">Send me a new link</button>
</form>`

/** The same for every link, known or not. */
export const welcomeAskedPage = (): Page => ({
  title: 'Request received',
  main: html`<section class="card notice">
<h1>Request received</h1>
<p class="lede">If your account still waits to be set up, a new link is on its way to the address your organization has of you.</p>
<p>It may take a minute, and it may land among the spam. One letter an hour is sent; if none comes, contact your admin.</p>
</section>
`,
})
