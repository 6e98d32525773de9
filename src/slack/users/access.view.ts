import { countInWords, spanInWords } from '../../domain/plain-words.ts'
import type { Profile } from '../../usecases/users/see-user.ts'
import {
  actions,
  button,
  context,
  input,
  type Modal,
  modal,
  safe,
  section,
  textInput,
  type Words,
} from '../blocks.ts'
import { moment } from '../moments.ts'

type Whom = Pick<Profile, 'name' | 'user'>

const aboutThem = ({ user }: Whom) => ({ user: user.id })
const back = ({ user }: Whom) => actions(button('« Back to the profile', 'user.open', user.id))

const inWords = (text: string): Words => ({
  text: text.replace(/\*|:[a-z_]+: /g, ''),
  blocks: [section(text)],
})

export const suspendForm = (it: Whom): Modal =>
  modal({
    title: 'Suspend',
    form: 'user.suspend',
    submit: 'Suspend',
    metadata: aboutThem(it),
    blocks: [
      section(`*Suspend ${safe(it.name)}?*`),
      section(
        [
          '• They are signed out everywhere at once, and can not sign in again.',
          '• Links that were sent to them stop working, and an open invitation is cancelled.',
          '• Their profile, roles, teams and history are kept. *Enable* gives everything back.',
        ].join('\n'),
      ),
      back(it),
    ],
  })

export const suspendedModal = (it: Whom): Modal =>
  modal({
    title: 'Suspended',
    metadata: aboutThem(it),
    blocks: [
      section(`:no_entry: *${safe(it.name)}* is suspended and was signed out everywhere.`),
      actions(
        button('Enable again', 'user.enable', it.user.id),
        button('Open profile', 'user.open', it.user.id),
      ),
    ],
  })

export const enabledWords = (name: string): Words =>
  inWords(
    `:large_green_circle: *${safe(name)}* can sign in again, with the same password. Sessions from before stay ended.`,
  )

export const disconnectedWords = (name: string): Words =>
  inWords(
    `:electric_plug: *${safe(name)}* is no longer connected to Slack. Sessions on the web go on; whoever should lose those too is suspended.`,
  )

export const resetWords = (name: string, email: string | null): Words =>
  inWords(
    `:email: A link to choose a new password is on its way to ${safe(email ?? 'them')}. *${safe(name)}* can use it for an hour; one sent earlier is dead.`,
  )

export const welcomeWords = (name: string, to: string | null): Words =>
  inWords(
    `:email: A letter with a way in for *${safe(name)}* is on its way to ${safe(to ?? 'them')}; the link in an earlier one is dead.`,
  )

/** Whoever has no name yet is called by their address. */
const whoIs = ({ name, user: { email } }: Whom): string =>
  email && email !== name ? `${safe(name)} (${safe(email)})` : safe(name)

export function deleteForm(it: Whom & Pick<Profile, 'undoSeconds' | 'status'>): Modal {
  const { user, name, undoSeconds } = it
  const until =
    undoSeconds > 0
      ? `You can undo this for ${spanInWords(undoSeconds)}. After that it is irreversible: nobody can bring the account back.`
      : 'This is irreversible, and happens at once: nobody can bring the account back.'
  return modal({
    title: 'Delete user',
    form: 'user.delete',
    submit: 'Delete for good',
    metadata: aboutThem(it),
    blocks: [
      section(`:warning: *Delete ${whoIs(it)}?*`),
      section(
        '*What is lost*\n• Access, at once: sessions, links and an open invitation end.\n• Name, addresses, phone, picture and everything else personal.\n• Roles, teams and sites.',
      ),
      section('*What is kept*\n• The audit history, under a pseudonym.'),
      section(`:hourglass: ${until}`),
      ...(it.status.state === 'suspended'
        ? []
        : [
            section(
              'Might the history matter later? Suspending takes the access away and keeps everything.',
              button('Suspend instead', 'user.suspend-now', user.id, {
                confirm: {
                  title: 'Suspend instead?',
                  text: `${name} is signed out everywhere and can not sign in. Everything is kept.`,
                  yes: 'Suspend',
                },
              }),
            ),
          ]),
      input('typedName', `Type “${name}” to confirm`, textInput('typedName', { max: 300 })),
    ],
  })
}

export function deletedModal(name: string, userId: string, purgeAt: Date | null, now: Date): Modal {
  const canUndo = purgeAt !== null && purgeAt > now
  return modal({
    title: 'Deleted',
    blocks: [
      section(`:wastebasket: *${safe(name)}* was deleted, and has no access any more.`),
      ...(canUndo
        ? [
            section(`Until ${moment(purgeAt)} this can be taken back.`),
            actions(button('Undo', 'user.undo-delete', userId)),
            context('The Home of Usher shows this button too, until then.'),
          ]
        : [section('Everything personal is being erased.')]),
    ],
  })
}

export const restoredWords = (name: string): Words =>
  inWords(`:leftwards_arrow_with_hook: *${safe(name)}* is back. Sessions from before stay ended.`)

export const renewForm = (it: Whom): Modal =>
  modal({
    title: 'Temporary password',
    form: 'user.renew-temporary-password',
    submit: 'Make a new one',
    metadata: aboutThem(it),
    blocks: [
      section(`*A new temporary password for ${safe(it.name)}?*`),
      section(
        'The one before stops working at once. The new one is shown to you, this once; it opens the page where they choose their own, and nothing else.',
      ),
      back(it),
    ],
  })

export interface Handed {
  name: string
  userId: string
  /** What they type to sign in. */
  identifier: string
  password: string
  until: Date
  signInUrl: string
}

/** The one place where a password stands, for whoever made it, once. */
export const passwordModal = (it: Handed): Modal =>
  modal({
    title: 'Temporary password',
    metadata: { user: it.userId },
    close: 'Done',
    blocks: [
      section(`:key: *${safe(it.name)}* can sign in once with this, until ${moment(it.until)}:`),
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: it.password }] }],
      },
      section(`Sign-in: ${safe(it.identifier)} at ${it.signInUrl}`),
      context(
        'It is shown this once, to you alone. Hand it over in person or by phone, not in a channel. They choose their own password first thing.',
      ),
      actions(button('Open profile', 'user.open', it.userId)),
    ],
  })

export const endedSessions = (count: number): string =>
  count > 0 ? `${countInWords(count, 'session')} ended.` : 'No session was open any more.'
