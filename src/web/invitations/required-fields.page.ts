import { type Html, html } from '../../domain/html.ts'
import type { RequirableField } from '../../domain/organization.ts'
import { genders } from '../../domain/user.ts'
import { described, type Fault, faultAt, faultLine } from '../frame/form.page.ts'

/** How each is asked for. */
const asked: Record<RequirableField, { label: string; type: string; autocomplete: string; hint?: string }> = {
  phone: {
    label: 'Phone',
    type: 'tel',
    autocomplete: 'tel',
    hint: 'With its country, as in +90 555 123 45 67',
  },
  gender: { label: 'Gender', type: 'select', autocomplete: 'sex' },
  birthday: { label: 'Birthday', type: 'date', autocomplete: 'bday' },
  position: { label: 'Position', type: 'text', autocomplete: 'organization-title' },
  displayName: { label: 'Display name', type: 'text', autocomplete: 'nickname' },
}

export type Profile = Partial<Record<RequirableField, string>>

/** What this organization wants to know of everybody, and does not know of this person yet. */
export const requiredFields = (wanted: RequirableField[], typed: Profile, faults: Fault[]): Html =>
  html`${wanted.map((name) => field(name, typed[name] ?? '', faultAt(faults, name)))}`

function field(name: RequirableField, value: string, fault: string | undefined): Html {
  const { label, hint } = asked[name]
  return html`<div class="field">
<label for="${name}">${label}</label>
${hint && html`<div class="hint" id="${name}-hint">${hint}</div>`}
${faultLine(name, fault)}
${box(name, value, described(name, hint !== undefined, fault))}
</div>
`
}

function box(name: RequirableField, value: string, tied: Html): Html {
  const { type, autocomplete } = asked[name]
  if (type !== 'select')
    return html`<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" required value="${value}"${tied}>`
  return html`<select id="${name}" name="${name}" autocomplete="${autocomplete}" required${tied}>
<option value="">Choose</option>
${genders.map((it) => html`<option value="${it}"${it === value && html` selected`}>${it[0]?.toUpperCase() ?? ''}${it.slice(1)}</option>`)}
</select>`
}
