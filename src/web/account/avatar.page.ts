import { type Html, html } from '../../domain/html.ts'
import { initialsOf } from '../../domain/initials.ts'
import { avatarLink } from '../../domain/link.ts'
import type { Account } from '../../usecases/users/see-account.ts'

/** The picture, or the initials. The name stands beside it, so to listeners it says nothing twice. */
export const avatar = ({ user, avatarName }: Pick<Account, 'user' | 'avatarName'>): Html =>
  avatarName
    ? html`<img class="avatar" src="${avatarLink('', avatarName)}" alt="" width="72" height="72">`
    : html`<span class="avatar" aria-hidden="true">${initialsOf(user)}</span>`
