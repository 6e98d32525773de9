import { html } from '../../domain/html.ts'
import type { Page } from '../frame/layout.page.ts'

/** The same for every link, known or not. */
export const askedPage = (): Page => ({
  title: 'Request received',
  main: html`<section class="card notice">
<h1>Request received</h1>
<p class="lede">If this invitation can be renewed, we pass your wish on to the person who invited you. They decide; the new link then comes by email.</p>
<p>It may take a while, and it may land among the spam. Asking again does not make it faster.</p>
</section>
`,
})
