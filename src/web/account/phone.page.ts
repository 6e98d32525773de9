import { html } from '../../domain/html.ts'
import { type Fault, field, hidden, summary, titled } from '../frame/form.page.ts'
import type { Page } from '../frame/layout.page.ts'
import { proof } from './prove.page.ts'

export interface PhoneView {
  phone: string | null
  email: string | null
  isFresh: boolean
  formToken: string
  typed?: string | undefined
  faults?: Fault[]
}

export const phonePage = (it: PhoneView): Page => {
  const { phone, email, typed = phone ?? '', faults = [] } = it
  const heading = phone ? 'Change your phone number' : 'Add your phone number'
  return {
    title: titled(heading, faults),
    main: html`${summary(faults)}
<h1>${heading}</h1>
<form class="card" method="post" action="/account/phone" novalidate>
<p>You can sign in with it instead of your email address.${email && html` A letter to <bdi>${email}</bdi> tells of the change.`}</p>
${hidden('formToken', it.formToken)}
${email && html`<input hidden type="email" autocomplete="username" value="${email}" readonly>`}
${field({ name: 'phone', label: 'Phone number', type: 'tel', autocomplete: 'tel', value: typed, isOptional: email !== null, hint: html`With the country, as in +90 555 123 45 67.${email !== null && phone !== null && html` Leave it empty to remove the number.`}`, faults })}
${proof(it.isFresh, faults)}
<button class="button">Save the number</button>
</form>
<p class="hint after"><a href="/account">Back to your account</a></p>
`,
  }
}
