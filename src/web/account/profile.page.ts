import { type Html, html } from '../../domain/html.ts'
import { isManaged } from '../../domain/managed-fields.ts'
import { NAME_LIMIT } from '../../domain/person-name.ts'
import type { SaidField } from '../../domain/said-user.ts'
import type { Account } from '../../usecases/users/see-account.ts'
import {
  described,
  type Fault,
  type Field,
  faultAt,
  faultLine,
  field,
  hidden,
  summary,
  titled,
} from '../frame/form.page.ts'
import type { Page } from '../frame/layout.page.ts'
import { avatar } from './avatar.page.ts'
import { type Done, doneLine } from './done.page.ts'

export interface TypedProfile {
  firstName: string
  lastName: string
  displayName: string
  address: string
}

export interface ProfileView {
  account: Account
  formToken: string
  /** What was typed, where the page comes back; else what is stored. */
  typed?: TypedProfile | undefined
  faults?: Fault[]
  done?: Done | null
}

export const storedProfile = ({ user }: Account): TypedProfile => ({
  firstName: user.firstName ?? '',
  lastName: user.lastName ?? '',
  displayName: user.displayName ?? '',
  address: user.deliveryEmail ?? '',
})

export const profilePage = (it: ProfileView): Page => {
  const { faults = [] } = it
  return {
    title: titled('Profile and picture', faults),
    main: html`${summary(faults)}
${doneLine(it.done)}
<h1>Profile and picture</h1>
${names(it)}
${picture(it)}
<p class="hint after"><a href="/account">Back to your account</a></p>
`,
  }
}

function names({ account, formToken, typed = storedProfile(account), faults = [] }: ProfileView): Html {
  const name = { type: 'text', maxLength: NAME_LIMIT, faults } as const
  const ours = (it: SaidField, box: Field) => !isManaged(account.managed, it) && field(box)
  return html`<form class="card" method="post" action="/account/profile" novalidate>
<h2>Your name</h2>
${hidden('formToken', formToken)}
${hidden('version', String(account.user.version))}
${fixed(account)}
<div class="pair">
${ours('firstName', { ...name, name: 'firstName', label: 'First name', autocomplete: 'given-name', value: typed.firstName })}
${ours('lastName', { ...name, name: 'lastName', label: 'Last name', autocomplete: 'family-name', value: typed.lastName })}
</div>
${ours('displayName', { ...name, maxLength: 250, name: 'displayName', label: 'Display name', autocomplete: 'nickname', value: typed.displayName, isOptional: true, hint: html`What others see instead of first and last name.` })}
${ours('deliveryEmail', { type: 'email', faults, name: 'address', label: 'Personal email address', autocomplete: 'home email', value: typed.address, isOptional: true, hint: html`For reaching you outside of work. You cannot sign in with it.` })}
<button class="button">Save changes</button>
<p class="hint">Your <a href="/account/email">email address</a>, <a href="/account/phone">phone number</a> and <a href="/account/password">password</a> have pages of their own. Everything else about you is kept by the admins of your organization.</p>
</form>`
}

/** What the organization's directory says of them: to be read, and changed there. */
function fixed({ user, managed }: Account): Html | false {
  const rows: [SaidField, string, string | null][] = [
    ['firstName', 'First name', user.firstName],
    ['lastName', 'Last name', user.lastName],
    ['displayName', 'Display name', user.displayName],
    ['deliveryEmail', 'Personal email address', user.deliveryEmail],
  ]
  const said = rows.filter(([it]) => isManaged(managed, it))
  return (
    said.length > 0 &&
    html`<div class="fixed">
${said.map(([, label, value]) => html`<p><strong>${label}</strong>: <bdi>${value ?? ''}</bdi></p>`)}
<p class="hint">Your organization keeps this in <bdi>${managed?.connection}</bdi>. Ask whoever looks after it to change it.</p>
</div>`
  )
}

function picture({ account, formToken, faults = [] }: ProfileView): Html {
  const fault = faultAt(faults, 'picture')
  return html`<section class="card stack" aria-labelledby="picture-title">
<div class="who">
${avatar(account)}
<div>
<h2 id="picture-title">Your picture</h2>
<p class="hint">${account.avatarName ? 'Colleagues see it beside your name, here and in Slack.' : 'Without one, your initials stand beside your name.'}</p>
</div>
</div>
<form class="stack" method="post" action="/account/picture" enctype="multipart/form-data" novalidate>
${hidden('formToken', formToken)}
<div class="field">
<label for="picture">${account.avatarName ? 'Another picture' : 'Picture'}</label>
<div class="hint" id="picture-hint">PNG, JPEG or WebP of at most 1 MB; square is best. Where and when it was taken is not kept.</div>
${faultLine('picture', fault)}
<input id="picture" name="picture" type="file" accept="image/png,image/jpeg,image/webp" required${described('picture', true, fault)}>
</div>
<button class="button second">Upload picture</button>
</form>
${account.avatarName && html`<form method="post" action="/account/picture/remove">${hidden('formToken', formToken)}<button class="quiet flush">Remove my picture</button></form>`}
</section>`
}
