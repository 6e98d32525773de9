import { html } from '../domain/html.ts'
import type { Page } from './frame/layout.page.ts'

/** For whoever is stuck, signed in or not: it knows nobody, and tells nothing of anybody. */
export const helpPage = (): Page => ({
  title: 'Help',
  width: 'wide',
  main: html`<section class="hero">
<h1>Help</h1>
<p class="lede">What helps most often, soonest first.</p>
</section>
<div class="cards">
<section class="card" aria-labelledby="no-letter"><h2 id="no-letter">I was invited, but no letter came</h2>
<ul class="rows">
<li>Look in spam and junk, and in the tabs and filters of your mail program.</li>
<li>Ask whoever invited you whether the address is right. They see in Slack what became of the letter, and can send it again or hand you the link themselves.</li>
</ul></section>
<section class="card" aria-labelledby="dead-link"><h2 id="dead-link">My link does not work</h2>
<ul class="rows">
<li>A link works once, and only for a while. Of several letters only the newest has a link that works.</li>
<li>Open it once more: the page says why it does not work, and lets you ask for a new one.</li>
</ul></section>
<section class="card" aria-labelledby="no-password"><h2 id="no-password">I can not sign in</h2>
<ul class="rows">
<li>Sign in with your e-mail address, or with your phone number, beginning with + and the country.</li>
<li><a href="/forgot">Choose a new password</a> if you have forgotten yours: a letter goes to the address that is known here. It also helps after too many wrong tries.</li>
<li>Were you invited only just now? Open the link in your letter first.</li>
</ul></section>
<section class="card" aria-labelledby="look-after"><h2 id="look-after">I look after people</h2>
<ul class="rows">
<li>Open Usher under Apps in Slack. Help stands beside every list there, and explains it.</li>
</ul></section>
<section class="card" aria-labelledby="whom"><h2 id="whom">Something else</h2>
<ul class="rows">
<li>Ask an admin of your organization: they see your account, and what went wrong.</li>
</ul></section>
</div>`,
})
