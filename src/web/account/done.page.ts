import { type Html, html } from '../../domain/html.ts'

const words = {
  profile: 'Your profile is saved.',
  picture: 'Your picture is saved. Elsewhere it may take a few minutes to change.',
  'no-picture': 'Your picture is removed. Elsewhere it may take a few minutes to go.',
  phone: 'Your phone number is saved.',
  password: 'Your password is changed. Everywhere else you are signed out.',
  sessions: 'What you ended is signed out.',
  slack: 'Your Slack account is disconnected.',
}

export type Done = keyof typeof words

/** What has just been done, as the address of the page says; nothing for anything else that stands there. */
export const doneFrom = (query: unknown): Done | null =>
  typeof query === 'string' && Object.hasOwn(words, query) ? (query as Done) : null

export const doneLine = (done: Done | null | undefined): Html | null | undefined =>
  done && html`<p class="done" role="status">${words[done]}</p>`
