import { type Html, html } from '../../domain/html.ts'
import {
  described,
  type Fault,
  faultAt,
  faultLine,
  field,
  hidden,
  summary,
  titled,
} from '../frame/form.page.ts'
import type { Page } from '../frame/layout.page.ts'

export interface SignInView {
  next: string
  formToken: string
  identifier?: string
  faults?: Fault[]
  /** Only where address and password fit several. */
  organizations?: Organization[]
}

type Organization = { id: string; name: string }

export const signInPage = (it: SignInView): Page => {
  const { identifier = '', faults = [], organizations = [] } = it
  return {
    title: titled('Sign in', faults),
    main: html`${summary(faults)}
<h1>Sign in</h1>
<form class="card" method="post" action="/sign-in" novalidate>
${hidden('formToken', it.formToken)}
${hidden('next', it.next)}
${field({ name: 'identifier', label: 'Email or phone', type: 'sign-in', autocomplete: 'username', value: identifier, isFocused: faults.length === 0, faults })}
${organizations.length > 0 && choice(organizations, faults)}
${field({ name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password', faults })}
<button class="button">Sign in</button>
</form>
<p class="hint after"><a href="/forgot">Forgot your password?</a></p>
<p class="hint after">No account yet? People come in by invitation only: ask an admin of your organization.</p>
`,
  }
}

function choice(organizations: Organization[], faults: Fault[]): Html {
  const fault = faultAt(faults, 'organizationId')
  return html`<div class="field">
<label for="organizationId">Organization</label>
${faultLine('organizationId', fault)}
<select id="organizationId" name="organizationId" required${described('organizationId', false, fault)}>
${organizations.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}
</select>
</div>
`
}
