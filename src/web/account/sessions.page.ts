import { type Html, html } from '../../domain/html.ts'
import { momentInWords, timeLeft } from '../../domain/plain-words.ts'
import type { Session } from '../../domain/session.ts'
import { hidden } from '../frame/form.page.ts'
import type { Page } from '../frame/layout.page.ts'
import { type Done, doneLine } from './done.page.ts'

export interface SessionsView {
  sessions: Session[]
  currentId: string
  timeZone: string
  now: Date
  formToken: string
  done?: Done | null
}

/** Where one is signed in: this browser first, each with a way to end it. */
export const sessionsPage = (view: SessionsView): Page => ({
  title: 'Where you are signed in',
  main: html`${doneLine(view.done)}
<h1>Where you are signed in</h1>
<p class="lede">Something here that is not you? End it, then <a href="/account/password">change your password</a>.</p>
<ul class="rows">
${ordered(view).map((it) => row(it, view))}
</ul>
${view.sessions.length > 1 && endOthers(view.formToken)}
<p class="hint after"><a href="/account">Back to your account</a></p>
`,
})

const ordered = ({ sessions, currentId }: SessionsView): Session[] =>
  [...sessions].sort((a, b) => Number(b.id === currentId) - Number(a.id === currentId))

function row(it: Session, { currentId, timeZone, now, formToken }: SessionsView): Html {
  const isCurrent = it.id === currentId
  return html`<li class="card">
<h2><bdi>${it.device}</bdi>${isCurrent && html` <span class="badge">This browser</span>`}</h2>
<dl>
<div><dt>Address</dt><dd>${it.ip ?? 'Unknown'}</dd></div>
<div><dt>Last active</dt><dd>${ago(it.lastActiveAt, now)}</dd></div>
<div><dt>Started</dt><dd><time datetime="${it.startedAt.toISOString()}">${momentInWords(it.startedAt, timeZone)}</time></dd></div>
</dl>
${
  isCurrent
    ? html`<form class="actions" method="post" action="/sign-out">${hidden('formToken', formToken)}<button class="quiet">Sign out</button></form>`
    : html`<form class="actions" method="post" action="/account/sessions">${hidden('formToken', formToken)}${hidden('sessionId', it.id)}<button class="quiet" aria-label="End this session: ${it.device}, started ${momentInWords(it.startedAt, timeZone)}">End this session</button></form>`
}
</li>`
}

const endOthers = (formToken: string): Html =>
  html`<form class="after" method="post" action="/account/sessions">${hidden('formToken', formToken)}<button class="button">End all others</button></form>`

const ago = (at: Date, now: Date): string =>
  now.getTime() - at.getTime() < 120_000 ? 'Just now' : `${timeLeft(at, now)} ago`
