import { type Html, html } from '../domain/html.ts'
import type { Page } from './frame/layout.page.ts'
import type { Hint, WebNeeds } from './needs.ts'

export const welcomePage = ({ hints }: WebNeeds['welcome']): Page => ({
  title: 'Welcome',
  width: 'wide',
  bar: html`<a class="quiet" href="/sign-in">Sign in</a>`,
  main: html`<section class="hero">
<h1>The right people in.<br>Everybody else out.</h1>
<p class="lede">Usher invites people from Slack, lets them in through one safe link, and keeps their accounts in step with the directory of your organization.</p>
<p class="choices"><a class="button" href="/sign-in">Sign in</a></p>
<p class="hint">Were you invited? Open the link in your letter: it leads you through the rest.</p>
</section>
<section class="three" aria-label="What Usher does">
<div><h2>Invite</h2><p>One line in Slack invites one person or fifty. You see who has accepted, and hear about those who forgot.</p></div>
<div><h2>Keep in step</h2><p>Who joins, moves or leaves in your identity provider does so here, within moments.</p></div>
<div><h2>Know</h2><p>Who may do what, who let them in and when: every change is on a record that nobody can quietly edit.</p></div>
</section>
${hints.length > 0 && firstSteps(hints)}
`,
})

const firstSteps = (hints: Hint[]): Html => html`<section class="card" aria-labelledby="first-steps">
<h2 id="first-steps">First steps on this machine</h2>
<ul class="steps">
${hints.map((it) => html`<li>${it.href ? html`<a href="${it.href}">${it.text}</a>` : it.text}${it.command && html`<pre tabindex="0"><code>${it.command}</code></pre>`}</li>`)}
</ul>
</section>
`
