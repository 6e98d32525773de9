import {
  actions,
  type Block,
  button,
  context,
  divider,
  type Home,
  header,
  home,
  safe,
  section,
} from '../blocks.ts'
import type { HomePlace } from '../door/answer.ts'
import type { Frame } from './areas.ts'
import { waysIn, whichWayIn } from './ways-in.view.ts'

/** What stands around every area: where one is, where else one may go, and what has just happened. */
export function homeView(frame: Frame, place: HomePlace, area: Block[]): Home {
  const [above, below] = [top(frame), foot(frame)]
  // A list that is too long loses its end, never the way out.
  return home([...above, ...area.slice(0, BLOCKS - above.length - below.length), ...below], place)
}

const BLOCKS = 100

/** What everybody may do about themselves. */
const foot = ({ accountUrl, organizationName }: Frame): Block[] => [
  divider,
  actions(
    button('Open my account', 'link.account', '', { url: accountUrl }),
    button('Disconnect Slack', 'binding.disconnect', '', {
      confirm: {
        title: 'Disconnect Slack?',
        text: `Usher forgets that this Slack account is you. Your account at ${organizationName} stays as it is; to work here again you connect it anew, by a letter.`,
        yes: 'Disconnect',
      },
    }),
  ),
]

/** What is done most stands first, at the same place in every area. */
const top = ({ areas, here, organizationName, waysIn: ways, note }: Frame): Block[] => [
  header(organizationName),
  ...(note ? [...(note.blocks ?? [section(safe(note.text))]), divider] : []),
  ...waysIn(ways),
  ...(here === 'users' ? whichWayIn(ways) : []),
  actions(
    ...(areas.length > 1 ? areas.map((it) => wayTo(it, here)) : []),
    button('Help', 'help.open', here || 'account'),
  ),
]

const wayTo = ({ id, title }: Frame['areas'][number], here: string) =>
  button(title, `home.go#${id}`, id, id === here ? { style: 'primary', label: `${title}, shown now` } : {})

/** For people who may look after nobody: what they can do here all the same. */
export const memberHome = (frame: Frame): Home =>
  home([
    ...top({ ...frame, areas: [] }),
    section(
      `You are connected to *${safe(frame.organizationName)}*. Your profile, password and sessions are on your account page.`,
    ),
    context(
      'Inviting and looking after people is for admins. If that is your job, ask one of them for a role.',
    ),
    ...foot(frame),
  ])
