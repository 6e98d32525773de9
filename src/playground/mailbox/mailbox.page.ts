import { type Html, html } from '../../domain/html.ts'
import { spanInWords } from '../../domain/plain-words.ts'
import { secondsBetween } from '../../domain/time.ts'
import type { LetterLine, LetterPart, WholeLetter } from './letters.ts'

interface MailboxView {
  all: LetterLine[]
  open: WholeLetter | null
  part: LetterPart
  now: Date
}

/** Everybody's letters in one mailbox: newest first on the left, the open one on the right. */
export const mailboxPage = ({ all, open, part, now }: MailboxView): Html =>
  frame(
    open ? `${open.subject} · Mailbox` : 'Mailbox',
    html`
      <main class="mailbox">
        <nav aria-label="Letters">
          <h1>Mailbox <span class="count">${all.length}</span></h1>
          ${all.length === 0 ? emptyList : html`<ol>${all.map((it) => line(it, it.id === open?.id, now))}</ol>`}
        </nav>
        ${open ? letter(open, part) : emptyLetter}
      </main>`,
  )

export const noSuchLetterPage = (): Html =>
  frame(
    'No such letter · Mailbox',
    html`<main class="nothing"><h1>No such letter</h1><p><a href="/playground/mailbox">Back to the mailbox</a></p></main>`,
  )

/** A letter as a mail client shows it; its link must leave the frame. */
export const letterFrame = (markup: string): string =>
  markup.replace(/<head([^>]*)>/i, '<head$1><base target="_blank">')

const emptyList = html`<p class="quiet">No letters yet.</p>`
const emptyLetter = html`
  <section class="nothing">
    <h2>Nothing has been sent yet</h2>
    <p>While no SMTP_URL is set, every letter that Usher would send lands here instead. Invite somebody:</p>
    <pre>npx usher invite ada@example.com</pre>
  </section>`

const line = (it: LetterLine, isOpen: boolean, now: Date): Html => html`
  <li>
    <a href="/playground/mailbox/${it.id}" ${isOpen ? html`aria-current="page"` : ''}>
      <span class="to">${it.to}</span><span class="when">${ago(it.at, now)}</span>
      <span class="subject">${it.subject}</span>
    </a>
  </li>`

const ago = (at: Date, now: Date): string => {
  const seconds = secondsBetween(at, now)
  return seconds < 60 ? 'just now' : `${spanInWords(seconds)} ago`
}

const names: Record<LetterPart, string> = { html: 'Letter', text: 'Plain text', source: 'Source' }

const letter = (it: WholeLetter, part: LetterPart): Html => html`
  <article aria-label="${it.subject}">
    <header>
      <h2>${it.subject}</h2>
      <dl><dt>From</dt><dd>${it.from}</dd><dt>To</dt><dd>${it.to}</dd><dt>Sent</dt><dd>${it.at.toISOString()}</dd></dl>
      <nav class="parts" aria-label="Parts of the letter">
        ${(Object.keys(names) as LetterPart[]).map(
          (name) =>
            html`<a href="/playground/mailbox/${it.id}/${name}" ${name === part ? html`aria-current="page"` : ''}>${names[name]}</a>`,
        )}
      </nav>
    </header>
    ${
      part === 'html'
        ? html`<iframe src="/playground/mailbox/${it.id}/frame" title="The letter" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`
        : html`<pre tabindex="0">${part === 'text' ? it.text : it.source}</pre>`
    }
  </article>`

const frame = (title: string, content: Html): Html => html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${title}</title>
  <link rel="stylesheet" href="/playground/style.css">
</head>
<body>
  <p class="banner" role="note">Playground: these letters are real in every byte, but were sent to nobody.</p>
  ${content}
</body>
</html>`
