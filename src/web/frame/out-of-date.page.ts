import { html } from '../../domain/html.ts'
import type { Page } from './layout.page.ts'

export const outOfDatePage = (path: string): Page => ({
  title: 'This form is out of date',
  main: html`<section class="card notice">
<h1>This form is out of date</h1>
<p class="lede">Nothing was changed. This happens when a page was open for a long time, when somebody signed in or out in another tab, or when the form was not sent from here.</p>
<p class="next"><a class="button" href="${path}">Reload the form</a></p>
<p class="hint">If it keeps happening, please check that your browser accepts cookies from this site.</p>
</section>
`,
})
