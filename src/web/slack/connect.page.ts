import { html } from '../../domain/html.ts'
import type { LinkDeath } from '../../domain/refusal.ts'
import type { SeenSlackLink } from '../../usecases/slack/confirm-link.ts'
import { hidden } from '../frame/form.page.ts'
import type { Page } from '../frame/layout.page.ts'

export interface ConnectView {
  seen: SeenSlackLink
  path: string
  formToken: string
}

/** Opening the letter is not enough: scanners open letters too. Pressing the button is. */
export const connectPage = ({ seen, path, formToken }: ConnectView): Page => ({
  title: 'Connect Slack',
  main: html`<section class="card notice">
<h1>Is this you in Slack?</h1>
<p class="lede"><strong><bdi>${seen.slackName}</bdi></strong> in the workspace <strong><bdi>${seen.workspaceName}</bdi></strong> asks to be connected with your account <bdi>${seen.email}</bdi> at <strong><bdi>${seen.organizationName}</bdi></strong>.</p>
<p>Once connected, whatever this Slack account asks of Usher is done in your name. A Slack account that was connected before is no longer.</p>
<form class="next" method="post" action="${path}">
${hidden('formToken', formToken)}
<button class="button">Yes, connect it</button>
</form>
<p class="hint">This is not you? Close the page: nothing is connected.</p>
</section>
`,
})

export const connectedPage = ({ slackName, workspaceName, organizationName }: SeenSlackLink): Page => ({
  title: 'Slack is connected',
  main: html`<section class="card notice">
<h1>Slack is connected</h1>
<p class="lede"><strong><bdi>${slackName}</bdi></strong> in <bdi>${workspaceName}</bdi> is you at <strong><bdi>${organizationName}</bdi></strong> from now on. Go back to Slack: the Home of Usher is ready.</p>
<p class="next"><a class="button second" href="/account">Go to your account</a></p>
</section>
`,
})

const again = 'Open the Home of Usher in Slack and press “Connect my account” for a new letter.'

const causes: Record<LinkDeath, { heading: string; text: string }> = {
  expired: {
    heading: 'Link expired',
    text: `This link was good for an hour, and that hour is over. ${again}`,
  },
  superseded: {
    heading: 'Link no longer works',
    text: `A newer letter was sent, or your account or its address changed since. Use the newest letter. None? ${again}`,
  },
  accepted: {
    heading: 'Already connected',
    text: 'This link has been used, and the Slack account is connected. If that was not you, disconnect it on your account page and tell an admin of your organization at once.',
  },
  cancelled: { heading: 'Link no longer works', text: `This link no longer works. ${again}` },
  declined: { heading: 'Link no longer works', text: `This link no longer works. ${again}` },
}

export const deadConnectPage = (cause: LinkDeath): Page => ({
  title: causes[cause].heading,
  main: html`<section class="card notice">
<h1>${causes[cause].heading}</h1>
<p class="lede">${causes[cause].text}</p>
<p class="next"><a class="button second" href="/account">Go to your account</a></p>
</section>
`,
})
