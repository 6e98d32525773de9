import { html } from '../../domain/html.ts'
import type { Page } from '../frame/layout.page.ts'

/** For what one signs in with, where the organization's directory says it. */
export const managedPage = (what: string, value: string | null, connection: string): Page => ({
  title: `Your ${what}`,
  main: html`<section class="card notice">
<h1>Your ${what}</h1>
<p class="lede">${value ? html`It is <strong><bdi>${value}</bdi></strong>, and comes` : html`It comes`} from <strong><bdi>${connection}</bdi></strong>, where your organization keeps it.</p>
<p>Is it wrong? Ask whoever looks after <bdi>${connection}</bdi> to change it: it is changed here within minutes.</p>
<p class="next"><a class="button second" href="/account">Back to your account</a></p>
</section>
`,
})
