import { html } from '../../domain/html.ts'
import { field, hidden } from '../frame/form.page.ts'
import type { Page } from '../frame/layout.page.ts'

export const forgotPage = ({ formToken }: { formToken: string }): Page => ({
  title: 'Forgot your password?',
  main: html`<h1>Forgot your password?</h1>
<form class="card" method="post" action="/forgot" novalidate>
<p>Type the email address or phone number you sign in with. If somebody is known by it, a letter with a link is on its way to their email address within a minute.</p>
${hidden('formToken', formToken)}
${field({ name: 'identifier', label: 'Email or phone', type: 'sign-in', autocomplete: 'username', value: '', isFocused: true, faults: [] })}
<button class="button">Send me a link</button>
</form>
<p class="hint after"><a href="/sign-in">Back to sign in</a></p>
`,
})

/** The same for everybody, known or not: who may sign in here is nobody's business. */
export const forgotAnsweredPage = (): Page => ({
  title: 'Look into your mailbox',
  main: html`<section class="card notice">
<h1>Look into your mailbox</h1>
<p class="lede">If that belongs to somebody who can sign in here and has an email address, a letter is on its way. Its link works for an hour, and once.</p>
<p>Nothing there after some minutes? Look among the spam, check what you typed, or ask an admin of your organization. If you were invited and have not accepted yet, use the link of your invitation.</p>
<p class="next"><a class="button" href="/sign-in">Back to sign in</a></p>
</section>
`,
})
