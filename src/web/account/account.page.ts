import { type Html, html } from '../../domain/html.ts'
import { slackUrl } from '../../domain/open-slack.ts'
import { whatTheyMayDo } from '../../domain/permission-words.ts'
import { listInWords, momentInWords } from '../../domain/plain-words.ts'
import type { Account } from '../../usecases/users/see-account.ts'
import { hidden } from '../frame/form.page.ts'
import type { Page } from '../frame/layout.page.ts'
import { avatar } from './avatar.page.ts'
import { type Done, doneLine } from './done.page.ts'

interface Around {
  formToken: string
  done?: Done | null
  slackIsAt?: string | null | undefined
}

export const accountPage = (account: Account, { formToken, done, slackIsAt }: Around): Page => ({
  title: 'Account',
  width: 'wide',
  bar: html`<form method="post" action="/sign-out">${hidden('formToken', formToken)}<button class="quiet">Sign out</button></form>`,
  main: html`${doneLine(done)}
<header class="who">
${avatar(account)}
<div>
<h1>Hello, <bdi>${account.user.firstName ?? account.name}</bdi></h1>
<p class="lede">You are signed in to <strong><bdi>${account.organizationName}</bdi></strong>${asRoles(account)}.</p>
</div>
</header>
<div class="cards">
<div class="column">
${facts(account)}
${belonging(account)}
</div>
<div class="column">
${links(formToken)}
${slack(account, formToken, slackIsAt ?? null)}
${mayDo(account)}
</div>
</div>
`,
})

const asRoles = ({ roles }: Account): Html | false =>
  roles.length > 0 && html` as <strong><bdi>${listInWords(roles.map((it) => it.name))}</bdi></strong>`

const facts = ({ user, name, timeZone }: Account): Html => html`<section class="card" aria-labelledby="facts">
<h2 id="facts">Your account</h2>
<dl>
${fact('Name', html`<bdi>${name}</bdi>`)}
${user.email && fact('Email', html`<bdi>${user.email}</bdi> ${verified(user.emailVerifiedAt)}`)}
${user.phone && fact('Phone', html`${user.phone}`)}
${user.deliveryEmail && fact('Personal address', html`<bdi>${user.deliveryEmail}</bdi>`)}
${user.position && fact('Position', html`<bdi>${user.position}</bdi>`)}
${fact('Status', html`Active`)}
${user.registeredAt && fact('Registered', moment(user.registeredAt, timeZone))}
${user.lastLoginAt && fact('Last sign-in', moment(user.lastLoginAt, timeZone))}
</dl>
</section>`

const fact = (label: string, value: Html): Html => html`<div><dt>${label}</dt><dd>${value}</dd></div>
`

const moment = (at: Date, timeZone: string): Html =>
  html`<time datetime="${at.toISOString()}">${momentInWords(at, timeZone)}</time>`

const verified = (at: Date | null): Html =>
  at ? html`<span class="badge">Verified</span>` : html`<span class="badge dull">Not verified</span>`

/** Where one stands in the organization: for others to change, for everybody to know. */
const belonging = (it: Account): Html => html`<section class="card" aria-labelledby="belonging">
<h2 id="belonging">Your place in <bdi>${it.organizationName}</bdi></h2>
<dl>
${fact(it.roles.length > 1 ? 'Roles' : 'Role', it.roles.length > 0 ? lines(it.roles.map((role) => roleLine(role, it.timeZone))) : html`None yet`)}
${it.managerName && fact('Manager', html`<bdi>${it.managerName}</bdi>`)}
${it.department && fact('Department', html`<bdi>${it.department.name}</bdi>`)}
${it.unit && fact('Unit', html`<bdi>${it.unit.name}</bdi>`)}
${it.teams.length > 0 && fact(it.teams.length > 1 ? 'Teams' : 'Team', lines(it.teams.map((team) => html`<bdi>${team.name}</bdi>`)))}
${it.sites.length > 0 && fact(it.sites.length > 1 ? 'Sites' : 'Site', lines(it.sites.map((site) => siteLine(site, it.timeZone))))}
</dl>
<p class="hint more">Something is wrong here? An admin of your organization can change it.</p>
</section>`

const lines = (all: Html[]): Html =>
  all.length > 1 ? html`<ul class="plain">${all.map((it) => html`<li>${it}</li>`)}</ul>` : html`${all}`

const roleLine = ({ name, expiresAt }: Account['roles'][number], timeZone: string): Html =>
  html`<bdi>${name}</bdi>${expiresAt && html` <span class="hint">until ${moment(expiresAt, timeZone)}</span>`}`

const siteLine = ({ name, roles }: Account['sites'][number], timeZone: string): Html =>
  html`<bdi>${name}</bdi>${roles.map((it) => html`, as ${roleLine(it, timeZone)}`)}`

const links = (formToken: string): Html => html`<nav class="card" aria-labelledby="change">
<h2 id="change">Look after your account</h2>
<ul class="links">
<li><a href="/account/profile">Profile and picture</a></li>
<li><a href="/account/email">Email address</a></li>
<li><a href="/account/phone">Phone number</a></li>
<li><a href="/account/password">Password</a></li>
<li><a href="/account/sessions">Where you are signed in</a></li>
<li><a href="/org">Org chart</a></li>
<li><form method="post" action="/account/data">${hidden('formToken', formToken)}<button class="quiet">Download my data</button></form></li>
</ul>
</nav>`

const slack = (
  { slackWorkspace, organizationName }: Account,
  formToken: string,
  elsewhere: string | null,
): Html | false =>
  slackWorkspace !== null &&
  html`<section class="card" aria-labelledby="slack">
<h2 id="slack">Slack</h2>
<p>Connected in the workspace <strong><bdi>${slackWorkspace.name}</bdi></strong>: what you ask of Usher there is done in your name at <bdi>${organizationName}</bdi>.</p>
<p class="next"><a class="button second" href="${elsewhere ?? slackUrl(slackWorkspace.teamId, slackWorkspace.appId)}">Open Slack</a></p>
<form method="post" action="/account/slack/disconnect">${hidden('formToken', formToken)}<button class="button second">Disconnect Slack</button></form>
</section>`

function mayDo({ permissions, permissionsWithin }: Account): Html {
  const areas = whatTheyMayDo(permissions)
  const within = whatTheyMayDo(permissionsWithin)
  return html`<section class="card" aria-labelledby="may-do">
<h2 id="may-do">What you may do</h2>
${areas.map(
  ({ area, words }) => html`<h3>${area}</h3>
<ul class="ticks">
${words.map((it) => html`<li>${it}</li>`)}
</ul>
`,
)}
${
  within.length > 0 &&
  html`<h3>For the people of your teams and sites</h3>
<ul class="ticks">
${within.flatMap(({ words }) => words).map((it) => html`<li>${it}</li>`)}
</ul>`
}
${
  areas.length + within.length === 0 &&
  html`<p>You may sign in and look after your own account. If your work needs more, ask an admin of your organization.</p>`
}
</section>`
}
