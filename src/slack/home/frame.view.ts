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

/** What stands around every area: where one is, where else one may go, and what has just happened. */
export function homeView(frame: Frame, place: HomePlace, area: Block[]): Home {
  return home([...top(frame), ...area], place)
}

const top = ({ areas, here, organizationName, note }: Frame): Block[] => [
  header(organizationName),
  ...(note ? [...(note.blocks ?? [section(safe(note.text))]), divider] : []),
  actions(
    ...(areas.length > 1 ? areas.map((it) => wayTo(it, here)) : []),
    button('Help', 'help.open', here || 'account'),
  ),
]

const wayTo = ({ id, title }: Frame['areas'][number], here: string) =>
  button(title, `home.go#${id}`, id, id === here ? { style: 'primary', label: `${title}, shown now` } : {})

/** For people who may look after nobody: what they can do here all the same. */
export const memberHome = (frame: Frame, accountUrl: string): Home =>
  home([
    ...top({ ...frame, areas: [] }),
    section(
      `You are connected to *${safe(frame.organizationName)}*. Your profile, password and sessions are on your account page.`,
    ),
    actions(button('Open my account', 'link.account', '', { url: accountUrl })),
    context(
      'Inviting and looking after people is for admins. If that is your job, ask one of them for a role.',
    ),
  ])
