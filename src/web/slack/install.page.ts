import { html } from '../../domain/html.ts'
import { INSTALL_PATH, type SlackInstalled } from '../../domain/slack-install.ts'
import type { Page } from '../frame/layout.page.ts'

export const installPage = (): Page => ({
  title: 'Add Usher to Slack',
  main: html`<section class="card notice">
<h1>Add Usher to Slack</h1>
<p class="lede">Slack asks you next whether Usher may come into your workspace: answer commands, post messages, and see who its people are. In many workspaces only admins may say yes.</p>
<p>Usher reads no conversations.</p>
<p class="next"><a class="button" href="${INSTALL_PATH}/begin">Continue to Slack</a></p>
</section>
`,
})

export const installedPage = ({
  workspaceName,
  isConnected,
}: Extract<SlackInstalled, { result: 'installed' }>): Page => ({
  title: 'Usher is installed',
  main: html`<section class="card notice">
<h1>Usher is in <bdi>${workspaceName}</bdi></h1>
<p class="lede">${
    isConnected
      ? 'It is connected with its organization as before. Open Usher under Apps in Slack to go on.'
      : 'One step is left: open Usher under Apps in Slack and show the set-up code, which whoever runs Usher has. Whoever shows it becomes the first owner.'
  }</p>
</section>
`,
})

type Why = 'state' | 'denied' | 'enterprise' | 'slack'

const reasons: Record<Why, string> = {
  state:
    'This answer of Slack does not belong to anything that was begun in this browser within the last ten minutes, or it was used already. Nothing was installed.',
  denied: 'You said no, and nothing was installed. You can begin again whenever you like.',
  enterprise:
    'Usher comes workspace by workspace: choose one workspace instead of the whole organization. The permission that was given is given back.',
  slack: 'Slack did not say yes. Nothing was installed.',
}

export const notInstalledPage = (why: Why): Page => ({
  title: 'Usher was not installed',
  main: html`<section class="card notice">
<h1>Usher was not installed</h1>
<p class="lede">${reasons[why]}</p>
<p class="next"><a class="button" href="${INSTALL_PATH}">Begin again</a></p>
</section>
`,
})
