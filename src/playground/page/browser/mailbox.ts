import { h } from './dom.ts'
import { fullMoment, relative } from './moment.ts'
import { changed, type Letter, reader, seen } from './screen.ts'
import { outLink } from './text.ts'

const hasMailbox = document.body.dataset.mailbox === 'yes'

/** Every letter, newest first; the open one as a mail client would show it, in a frame that can do nothing. */
export function mailbox(): HTMLElement {
  const open = seen.letters.find((it) => it.id === seen.openLetter)
  if (open) return letter(open)
  seen.readLetters = seen.letters.length
  return h(
    'div',
    { class: 'mailbox' },
    h('h2', {}, 'Mailbox'),
    h(
      'p',
      { class: 'quiet' },
      hasMailbox ? explained : 'SMTP_URL is set: letters really leave, and none is kept here.',
    ),
    seen.letters.length === 0 && hasMailbox
      ? h('p', { class: 'nothing' }, 'No letters yet. Invite somebody: their letter lands here.')
      : h('ol', {}, ...seen.letters.map(line)),
  )
}

const explained =
  'Everybody’s letters, real in every byte and sent to nobody. Their links open the real pages.'

const show = (id: string | null): void => {
  seen.openLetter = id
  changed()
}

const line = (it: Letter): HTMLElement =>
  h(
    'li',
    { key: `letter ${it.id}` },
    h(
      'button',
      { type: 'button', class: 'letter', onclick: () => show(it.id) },
      h('span', { class: 'to' }, it.to),
      h('span', { class: 'when' }, relative(new Date(it.at), reader())),
      h('span', { class: 'subject' }, it.subject),
    ),
  )

const letter = (it: Letter): HTMLElement =>
  h(
    'div',
    { class: 'open-letter', key: `open ${it.id}` },
    h('button', { type: 'button', class: 'link', onclick: () => show(null) }, '← All letters'),
    h('h2', {}, it.subject),
    h(
      'p',
      { class: 'quiet' },
      `To ${it.to} · ${fullMoment(new Date(it.at), reader())} · `,
      outLink(`mailbox/${it.id}`, 'Open in a tab'),
    ),
    h('iframe', {
      key: 'frame',
      src: `mailbox/${it.id}/frame`,
      title: `Letter: ${it.subject}`,
      sandbox: 'allow-popups allow-popups-to-escape-sandbox',
    }),
  )
