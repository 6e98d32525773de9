import { type Html, html } from '../../domain/html.ts'
import { listInWords, momentInWords } from '../../domain/plain-words.ts'
import type { Account } from '../../usecases/users/see-account.ts'
import { hidden } from '../frame/form.page.ts'
import type { Page } from '../frame/layout.page.ts'
import { whatTheyMayDo } from './permission-words.ts'

export const accountPage = (account: Account, formToken: string): Page => ({
  title: 'Account',
  width: 'wide',
  bar: html`<form method="post" action="/sign-out">${hidden('formToken', formToken)}<button class="quiet">Sign out</button></form>`,
  main: html`<header class="greeting">
<p class="eyebrow"><bdi>${account.organizationName}</bdi></p>
<h1>Hello, <bdi>${account.user.firstName ?? account.name}</bdi></h1>
<p class="lede">You are signed in to <bdi>${account.organizationName}</bdi>${rolesOf(account)}.</p>
</header>
<div class="cards">
${facts(account, formToken)}
${mayDo(account)}
</div>
`,
})

const rolesOf = ({ roleNames }: Account): Html | false =>
  roleNames.length > 0 && html` as <strong><bdi>${listInWords(roleNames)}</bdi></strong>`

const facts = (
  { user, name, organizationName, roleNames, timeZone }: Account,
  formToken: string,
): Html => html`<section class="card" aria-labelledby="facts">
<h2 id="facts">Your account</h2>
<dl>
${fact('Name', html`<bdi>${name}</bdi>`)}
${user.email && fact('Email', html`<bdi>${user.email}</bdi> ${verified(user.emailVerifiedAt)}`)}
${fact('Organization', html`<bdi>${organizationName}</bdi>`)}
${fact(roleNames.length > 1 ? 'Roles' : 'Role', html`<bdi>${listInWords(roleNames) || 'None yet'}</bdi>`)}
${fact('Status', html`Active`)}
${user.registeredAt && fact('Registered', moment(user.registeredAt, timeZone))}
${user.lastLoginAt && fact('Last sign-in', moment(user.lastLoginAt, timeZone))}
</dl>
<div class="actions">
<a href="/account/password">Change password</a>
<a href="/account/sessions">Where you are signed in</a>
<a href="/org">Org chart</a>
<form method="post" action="/account/data">${hidden('formToken', formToken)}<button class="quiet">Download my data</button></form>
</div>
</section>`

const fact = (label: string, value: Html): Html => html`<div><dt>${label}</dt><dd>${value}</dd></div>
`

const moment = (at: Date, timeZone: string): Html =>
  html`<time datetime="${at.toISOString()}">${momentInWords(at, timeZone)}</time>`

const verified = (at: Date | null): Html =>
  at ? html`<span class="badge">Verified</span>` : html`<span class="badge dull">Not verified</span>`

function mayDo({ permissions, permissionsWithin }: Account): Html {
  const words = whatTheyMayDo(permissions)
  const within = whatTheyMayDo(permissionsWithin)
  return html`<section class="card" aria-labelledby="may-do">
<h2 id="may-do">What you may do</h2>
${
  words.length > 0
    ? html`<ul class="ticks">
${words.map((it) => html`<li>${it}</li>`)}
</ul>`
    : within.length === 0 &&
      html`<p>You may sign in and see your own account. If your work needs more, ask an admin of your organization.</p>`
}
${
  within.length > 0 &&
  html`<p>For the people of your teams and sites:</p>
<ul class="ticks">
${within.map((it) => html`<li>${it}</li>`)}
</ul>`
}
</section>`
}
