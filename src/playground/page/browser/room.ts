import { drawBlocks } from './blocks.ts'
import { composer } from './composer.ts'
import { h } from './dom.ts'
import { messages } from './messages.ts'
import { appChannel, enterRoom, isOfAnother } from './rooms.ts'
import { type ChannelState, seen } from './screen.ts'

/** What one looks at: a channel, or the app with its two tabs. */
export function room(): HTMLElement {
  const { place, screen } = seen
  const channel = screen?.channels.find((it) => it.id === place.room)
  const isApp = place.room === 'home' || channel?.isWithApp === true
  return h(
    'main',
    { class: 'room-view', key: place.room, inert: isOfAnother() },
    isApp ? appHeading() : channelHeading(channel),
    place.room === 'home'
      ? home()
      : channel && [messages(channel), isApp && !screen?.app.takesMessages ? turnedOff() : composer(channel)],
  )
}

/** As Slack says it, and where one types instead. */
const turnedOff = (): HTMLElement =>
  h(
    'p',
    { class: 'turned-off quiet' },
    'Sending messages to this app has been turned off. Commands can be typed in any channel.',
  )

const channelHeading = (channel: ChannelState | undefined): HTMLElement =>
  h(
    'header',
    { class: 'heading' },
    h('h1', {}, `# ${channel?.name ?? ''}`),
    h('span', { class: 'quiet' }, `${channel?.members.length ?? 0} members`),
  )

function appHeading(): HTMLElement {
  const app = appChannel()
  const isHome = seen.place.room === 'home'
  const tab = (room: string, name: string, isHere: boolean) =>
    h(
      'button',
      { type: 'button', role: 'tab', 'aria-selected': String(isHere), onclick: () => enterRoom(room) },
      name,
    )
  return h(
    'header',
    { class: 'heading' },
    h('h1', {}, seen.screen?.app.name ?? ''),
    h(
      'div',
      { role: 'tablist', 'aria-label': 'The app' },
      tab('home', 'Home', isHome),
      app && tab(app.id, 'Messages', !isHome),
    ),
  )
}

function home(): HTMLElement {
  const view = seen.screen?.home
  if (!view)
    return h(
      'div',
      { class: 'home', role: 'region', 'aria-label': 'Home', tabindex: '0' },
      h('p', { class: 'quiet', role: 'status' }, 'Usher is drawing its Home…'),
    )
  const surface = { where: { view: view.id }, values: view.values, errors: view.errors }
  return h(
    'div',
    { class: 'home', role: 'region', 'aria-label': 'Home', tabindex: '0', key: `home ${seen.place.as}` },
    ...drawBlocks(view.blocks, surface),
  )
}
