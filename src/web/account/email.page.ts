import { html } from '../../domain/html.ts'
import { type Fault, field, hidden, summary, titled } from '../frame/form.page.ts'
import type { Page } from '../frame/layout.page.ts'
import { proof } from './prove.page.ts'

export interface EmailView {
  email: string | null
  isFresh: boolean
  formToken: string
  typed?: string | undefined
  faults?: Fault[]
}

export const emailPage = ({ email, isFresh, formToken, typed = '', faults = [] }: EmailView): Page => ({
  title: titled('Change your email address', faults),
  main: html`${summary(faults)}
<h1>Change your email address</h1>
<form class="card" method="post" action="/account/email" novalidate>
<p>${email ? html`Now it is <strong><bdi>${email}</bdi></strong>.` : html`You have none yet: you sign in with your phone number.`} We send a link to the new address. Nothing changes until you open it and confirm.</p>
${hidden('formToken', formToken)}
${email && html`<input hidden type="email" autocomplete="username" value="${email}" readonly>`}
${field({ name: 'address', label: 'New email address', type: 'email', autocomplete: 'email', value: typed, faults })}
${proof(isFresh, faults)}
<button class="button">Send the link</button>
</form>
<p class="hint after"><a href="/account">Back to your account</a></p>
`,
})

export const emailAskedPage = (address: string): Page => ({
  title: 'Look into the new mailbox',
  main: html`<section class="card notice">
<h1>Look into the new mailbox</h1>
<p class="lede">A letter with a link is on its way to <strong><bdi>${address}</bdi></strong>. Open it within an hour and confirm; until then you sign in as before.</p>
<p>Nothing there after some minutes? Look among the spam, check the address, and <a href="/account/email">send it again</a>.</p>
<p class="next"><a class="button second" href="/account">Back to your account</a></p>
</section>
`,
})
