import { html } from '../../domain/html.ts'
import { type Fault, field, hidden, summary, titled } from '../frame/form.page.ts'
import type { Page } from '../frame/layout.page.ts'
import { newPasswords } from './reset.page.ts'

export interface ChangeView {
  organizationName: string
  passwordMinimum: number
  formToken: string
  path: string
  /** Somebody who came in with a temporary password has to, before anything else. */
  isFirst: boolean
  faults?: Fault[]
}

export const changePage = (it: ChangeView): Page => {
  const { faults = [], isFirst } = it
  const heading = isFirst ? 'Choose your own password' : 'Change your password'
  return {
    title: titled(heading, faults),
    main: html`${summary(faults)}
<h1>${heading}</h1>
<form class="card" method="post" action="${it.path}" novalidate>
<p>${
      isFirst
        ? 'You came in with a temporary password. Replace it by one that only you know; then everything opens.'
        : 'Everywhere else that you are signed in, you will be signed out.'
    }</p>
${hidden('formToken', it.formToken)}
${field({ name: 'current', label: isFirst ? 'Temporary password' : 'Current password', type: 'password', autocomplete: 'current-password', faults })}
${newPasswords(it, faults)}
<button class="button">${isFirst ? 'Set my password' : 'Change password'}</button>
</form>
${
  isFirst
    ? html`<form class="after" method="post" action="/sign-out">${hidden('formToken', it.formToken)}<button class="quiet">Sign out</button></form>`
    : html`<p class="hint after"><a href="/account">Back to your account</a></p>`
}
`,
  }
}
