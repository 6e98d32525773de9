import { html } from '../../domain/html.ts'
import { hidden } from '../frame/form.page.ts'
import type { Page } from '../frame/layout.page.ts'

export const mustChangePage = ({ formToken }: { formToken: string }): Page => ({
  title: 'Choose your own password first',
  main: html`<section class="card notice">
<h1>Choose your own password first</h1>
<p class="lede">You signed in with a temporary password. Until it is replaced by one that only you know, there is nothing else to see here. Ask your admin for a link to choose your password.</p>
<form class="next" method="post" action="/sign-out">
${hidden('formToken', formToken)}
<button class="button">Sign out</button>
</form>
</section>
`,
})
