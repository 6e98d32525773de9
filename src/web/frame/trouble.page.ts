import { html } from '../../domain/html.ts'
import type { Page } from './layout.page.ts'

export interface Trouble {
  heading: string
  text: string
  requestId?: string
}

export const troublePage = ({ heading, text, requestId }: Trouble): Page => ({
  title: heading,
  main: html`<section class="card notice">
<h1>${heading}</h1>
<p class="lede">${text}</p>
${requestId && html`<p><code>${requestId}</code></p>`}
<p class="next"><a class="button second" href="/">Go to the front page</a></p>
</section>
`,
})
