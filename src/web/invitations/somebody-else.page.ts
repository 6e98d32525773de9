import { html } from '../../domain/html.ts'
import { hidden } from '../frame/form.page.ts'
import type { Page } from '../frame/layout.page.ts'
import type { LinkView } from './link-view.ts'

/** An invitation is for one person; whoever is signed in here is another. */
export const somebodyElsePage = (
  { seen, path, formToken }: LinkView,
  signedIn: { email: string | null; organizationName: string },
): Page => ({
  title: 'Sign out first',
  main: html`<section class="card notice">
<h1>Sign out first</h1>
<p class="lede">You are signed in as <strong><bdi>${signedIn.email ?? 'somebody'}</bdi></strong> at <bdi>${signedIn.organizationName}</bdi>. This invitation to join <strong><bdi>${seen.organizationName}</bdi></strong> makes a new account${seen.email && html` for <strong><bdi>${seen.email}</bdi></strong>`}. Nothing has been changed.</p>
<form class="next" method="post" action="/sign-out">
${hidden('formToken', formToken)}
${hidden('next', path)}
<button class="button">Sign out and go on</button>
<a class="button second" href="/account">Stay signed in</a>
</form>
</section>
`,
})
