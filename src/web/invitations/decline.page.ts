import { html } from '../../domain/html.ts'
import { hidden } from '../frame/form.page.ts'
import type { Page } from '../frame/layout.page.ts'
import type { LinkView } from './link-view.ts'

export const declinePage = ({ seen, path, formToken }: LinkView): Page => ({
  title: `Decline invitation to ${seen.organizationName}`,
  main: html`<h1>Decline the invitation?</h1>
<p class="lede"><bdi>${seen.inviterName}</bdi> will be told that you do not want to join <strong><bdi>${seen.organizationName}</bdi></strong>. The link stops working; if you change your mind, you can be invited again.</p>
<form class="card" method="post" action="${path}/decline" novalidate>
${hidden('formToken', formToken)}
<div class="field">
<label for="reason">Reason (optional)</label>
<div class="hint" id="reason-hint"><bdi>${seen.inviterName}</bdi> will read it. At most 500 characters.</div>
<textarea id="reason" name="reason" rows="3" maxlength="500" aria-describedby="reason-hint"></textarea>
</div>
<div class="choices">
<button class="button">Decline invitation</button>
<a class="button second" href="${path}">Back to the invitation</a>
</div>
</form>
`,
})
