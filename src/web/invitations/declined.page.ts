import { html } from '../../domain/html.ts'
import type { Page } from '../frame/layout.page.ts'

export const declinedPage = (): Page => ({
  title: 'Invitation declined',
  main: html`<section class="card notice">
<h1>Invitation declined</h1>
<p class="lede">Thank you for saying so: whoever invited you will be told. No account was made, and you can close this page.</p>
</section>
`,
})
