import { type Html, html } from '../../domain/html.ts'
import { type Fault, field } from '../frame/form.page.ts'

/** Asked again where the last sign-in is a while ago; somebody else may have sat down here since. */
export const proof = (isFresh: boolean, faults: Fault[]): Html | false =>
  !isFresh &&
  field({
    name: 'current',
    label: 'Your password',
    type: 'password',
    autocomplete: 'current-password',
    hint: html`It is a while since you signed in, so we ask again.`,
    faults,
  })
