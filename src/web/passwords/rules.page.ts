import { type Html, html } from '../../domain/html.ts'

/** What a new password has to be, said before anybody has to guess it. */
export const passwordRules = (minimum: number, organizationName: string): Html => html`<ul>
<li>At least ${minimum} characters. Spaces, accents and symbols are all fine.</li>
<li>Not a common password, and without your name, your email, “<bdi>${organizationName}</bdi>” or “Usher” in it.</li>
<li>Longer is stronger: a few unrelated words are hard to guess and easy to remember.</li>
</ul>`
