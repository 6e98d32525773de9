import { html } from '../../domain/html.ts'
import { hidden } from '../frame/form.page.ts'
import type { Page } from '../frame/layout.page.ts'

export const signOutPage = (it: { email: string | null; formToken: string }): Page => ({
  title: 'Sign out',
  main: html`<section class="card notice">
<h1>Sign out?</h1>
<p class="lede">You are signed in${it.email && html` as <strong><bdi>${it.email}</bdi></strong>`} on this device.</p>
<form class="next" method="post" action="/sign-out">
${hidden('formToken', it.formToken)}
<button class="button">Sign out</button>
<a class="button second" href="/account">Stay signed in</a>
</form>
</section>
`,
})
