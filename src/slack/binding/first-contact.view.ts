import type { Unknown } from '../../usecases/slack/who-speaks.ts'
import {
  actions,
  type Block,
  button,
  context,
  divider,
  type Home,
  header,
  home,
  type Modal,
  modal,
  safe,
  section,
  type Words,
} from '../blocks.ts'

export type Why = Unknown['why'] | 'stranger'

const said: Record<Why, string> = {
  stranger: 'Usher serves the people of this workspace only.',
  unbound:
    'Usher does not know who you are yet. Connect your account: a letter to your own mailbox makes sure that it is you.',
  'team-unclaimed':
    'This workspace is not connected yet. Whoever runs Usher has a set-up code for it: show it here, and you become the first owner.',
  'not-active': 'Your account can not be used at the moment. Ask an admin of your organization.',
  'must-change-password': 'Sign in on the web once and choose a password of your own. Then come back here.',
}

/** The only things that somebody unknown can do. */
function waysOn(why: Why, publicUrl: string): Block[] {
  if (why === 'unbound')
    return [actions(button('Connect my account', 'binding.connect', '', { style: 'primary' }))]
  if (why === 'team-unclaimed')
    return [actions(button('I have a set-up code', 'binding.enter-code', '', { style: 'primary' }))]
  if (why === 'must-change-password')
    return [actions(button('Sign in', 'link.account', '', { url: `${publicUrl}/sign-in` }))]
  return []
}

const blocksFor = (why: Why, publicUrl: string): Block[] => [section(said[why]), ...waysOn(why, publicUrl)]

export const unknownWords = (why: Why, publicUrl: string): Words => ({
  text: said[why],
  blocks: blocksFor(why, publicUrl),
})

export const unknownModal = (why: Why, publicUrl: string): Modal =>
  modal({ title: 'Usher', blocks: blocksFor(why, publicUrl) })

/** The Home of whoever is not known: no data, only a way on. */
export const entrance = (why: Why, publicUrl: string, note?: Words): Home =>
  home([
    header('Welcome to Usher'),
    ...(note ? [...(note.blocks ?? [section(safe(note.text))]), divider] : []),
    ...blocksFor(why, publicUrl),
    context('Usher invites people and keeps identities in step, from Slack.'),
  ])

/** The same whatever was found: who is a user here is told to mailboxes, not to Slack. */
export const askedWords: Words = {
  text: 'If an account with the e-mail address of your Slack profile exists, a letter is on its way to it. Open it within an hour and press the button in it. No letter? Ask an admin of your organization to invite you, or to look which address they have of you.',
}

export const connectedAlready: Words = { text: 'Your Slack account is connected already.' }

export const disconnectedWords: Words = {
  text: 'Your Slack account is disconnected. Your account itself stays as it is; connect it again whenever you like.',
}

/** After the letter: in their own messages. */
export const connectedWords = (organizationName: string, peopleCommand: string): Words => ({
  text: `:white_check_mark: You are connected to ${safe(organizationName)}.`,
  blocks: [
    section(`:white_check_mark: You are connected to *${safe(organizationName)}*.`),
    context(`Open the Home of Usher, or type \`${peopleCommand} help\` to see what you can do here.`),
  ],
})
