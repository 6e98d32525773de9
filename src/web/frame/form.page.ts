import { type Html, html } from '../../domain/html.ts'

/** What is wrong with a form; without a field it is about all of it. */
export interface Fault {
  field?: string
  text: string
}

export interface Field {
  name: string
  label: string
  /** `sign-in`: an address or a phone number, which no type of HTML takes both. */
  type: 'text' | 'email' | 'tel' | 'password' | 'sign-in'
  autocomplete: string
  value?: string
  hint?: Html
  maxLength?: number
  isFocused?: boolean
  isOptional?: boolean
  faults: Fault[]
}

/** Label, hint and fault are all tied to the box: whoever hears the page hears them with it. */
export function field(it: Field): Html {
  const fault = faultAt(it.faults, it.name)
  return html`<div class="field">
<label for="${it.name}">${it.label}${it.isOptional && ' (optional)'}</label>
${it.hint && html`<div class="hint" id="${it.name}-hint">${it.hint}</div>`}
${faultLine(it.name, fault)}
<input id="${it.name}" name="${it.name}" type="${it.type === 'sign-in' ? 'text' : it.type}" autocomplete="${it.autocomplete}"${!it.isOptional && html` required`}
${(it.type === 'email' || it.type === 'sign-in') && html` inputmode="email"`}${it.type !== 'text' && html` autocapitalize="none" autocorrect="off" spellcheck="false"`}
${it.value !== undefined && html` value="${it.value}"`}${it.maxLength && html` maxlength="${it.maxLength}"`}
${described(it.name, it.hint !== undefined, fault)}${it.isFocused && html` autofocus`}>
</div>
`
}

export const faultAt = (faults: Fault[], name: string): string | undefined =>
  faults.find((it) => it.field === name)?.text

export const faultLine = (name: string, fault: string | undefined): Html | false =>
  fault !== undefined &&
  html`<p class="fault" id="${name}-fault"><span class="unseen">Error: </span>${fault}</p>`

/** For the box itself: which texts belong to it, and that it needs another look. */
export function described(name: string, hasHint: boolean, fault: string | undefined): Html {
  const ids = [hasHint && `${name}-hint`, fault !== undefined && `${name}-fault`].filter(Boolean).join(' ')
  return html`${ids && html` aria-describedby="${ids}"`}${fault !== undefined && html` aria-invalid="true"`}`
}

/** First on a page that comes back; takes the focus, so that nobody has to look for what went wrong. */
export const summary = (faults: Fault[]): Html | false =>
  faults.length > 0 &&
  html`<div class="summary" role="alert" aria-labelledby="summary-title" tabindex="-1" autofocus>
<h2 id="summary-title">${faults.length > 1 ? 'Some things need another look' : 'One thing needs another look'}</h2>
<ul>
${faults.map((it) => html`<li>${it.field ? html`<a href="#${it.field}">${it.text}</a>` : it.text}</li>`)}
</ul>
</div>
`

/** The same page, said to be one that came back, before anything else is read. */
export const titled = (title: string, faults: Fault[]): string =>
  faults.length > 0 ? `Error: ${title}` : title

export const hidden = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}">`
