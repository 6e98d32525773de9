import { prefill } from './composer.ts'
import { h } from './dom.ts'
import { become, enterRoom } from './rooms.ts'
import { goTo, type Panel, seen } from './screen.ts'
import { outLink } from './text.ts'

interface Step {
  title: string
  words: string
  button: string
  run(): void
}

const general = (): string => seen.screen?.channels.find((it) => it.name === 'general')?.id ?? 'home'
const compose = (text: string) => () => {
  enterRoom(general())
  seen.drawer = null
  prefill(general(), text)
}
const open = (panel: Panel) => () => goTo({ panel })
const home = () => {
  enterRoom('home')
}

const steps: Step[] = [
  {
    title: 'Invite somebody',
    words: 'Home has a button for it. The ⚡ beside every message box opens the same form.',
    button: 'Open Home',
    run: home,
  },
  {
    title: 'Invite three by a command',
    words: 'Addresses, a role, a department, as one would say it. A / shows every command.',
    button: 'Type the line',
    run: compose('/invite lise@acme.example, rosalind@acme.example, maria@acme.example in Research'),
  },
  {
    title: 'Read their letters',
    words: 'Open one and follow its link: that is the real page.',
    button: 'Open the mailbox',
    run: open('mailbox'),
  },
  {
    title: 'See what came of it',
    words: 'Home lists people, invitations and what is going on.',
    button: 'Open Home',
    run: home,
  },
  {
    title: 'Be somebody else',
    words: 'Mel is a member and sees much less.',
    button: 'Be Mel',
    run: () => become('mel'),
  },
  {
    title: 'Let time pass',
    words: 'Links expire, scheduled letters leave. Home shows it.',
    button: 'Open the clock',
    run: open('clock'),
  },
]

/** The first minute: what to press, in an order that makes sense. */
export const guide = (): HTMLElement =>
  h(
    'div',
    { class: 'guide' },
    h('h2', {}, 'Try Usher here'),
    h('p', {}, WORDS[document.body.dataset.stage ?? ''] ?? ''),
    h(
      'ol',
      {},
      ...steps.map(({ title, words, button, run }) =>
        h(
          'li',
          {},
          h('h3', {}, title),
          h('p', { class: 'quiet' }, words),
          h('button', { type: 'button', class: 'button', onclick: run }, button),
        ),
      ),
    ),
    h('h3', {}, 'The web side'),
    h(
      'p',
      { class: 'quiet' },
      'Nobody here has a password. ',
      outLink('/forgot', 'Ask for a letter that sets one'),
      ` for ${seen.screen?.me.email ?? 'ada@acme.example'}, and find it in the mailbox; then `,
      outLink('/sign-in', 'sign in'),
      '.',
    ),
    h('h3', {}, 'What is real?'),
    h(
      'p',
      { class: 'quiet' },
      'Usher itself: its rules, database, letters and web pages. Slack is simulated, strictly: what Slack would refuse is refused, and stands in the ',
      h('button', { type: 'button', class: 'link', onclick: open('log') }, 'Slack log'),
      '. After a restart all of it is there again, but for what stood there for your eyes alone.',
    ),
  )

const WORDS: Record<string, string> = {
  example:
    'This is Slack as Acme would see it. Acme was made for you to play with: nothing you do here reaches anybody.',
  own: 'Your own organization is here, so nothing was added to it. The people on the left look like yours; Usher does not know them until they connect: open Home, press what it offers, and find the letter in the mailbox.',
  several:
    'There are several organizations here, so nothing was added. For an example, start Usher with another DATA_DIR.',
  none: 'There is no organization yet. Make one with “npx usher init”, or start without PLAYGROUND=empty for an example.',
}
