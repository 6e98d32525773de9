import { doDeed, refresh } from './api.ts'
import { h } from './dom.ts'
import { initials } from './face.ts'
import { type ChannelState, goTo, type PersonState, seen } from './screen.ts'
import { isNew } from './unread.ts'

/** The people one can be, said with what they may do. */
const PARTS: Record<string, string> = { ada: 'owner', grace: 'admin', mel: 'member' }

export const appChannel = (): ChannelState | undefined => seen.screen?.channels.find((it) => it.isWithApp)

export function enterRoom(room: string): void {
  goTo({ room })
  seen.drawer = null
  if (room === 'home') void doDeed({ deed: 'open-home', tab: 'home' })
  else if (room === appChannel()?.id) void doDeed({ deed: 'open-home', tab: 'messages' })
}

/** Somebody else's screen; where they are on it is seen when it has come. */
export function become(as: string): void {
  goTo({ as })
  void refresh()
}

/** What stands there is still somebody else's. */
export const isOfAnother = ({ screen, place } = seen): boolean =>
  screen?.me.name !== place.as && screen?.me.id !== place.as

let arrived = ''
/** Once for each whose screen has come: the same room where they are in it, whatever was turned to meanwhile. */
export function arrive(): void {
  const { screen, place } = seen
  if (!screen || isOfAnother() || arrived === place.as) return
  arrived = place.as
  const isThere = place.room === 'home' || screen.channels.some((it) => it.id === place.room)
  const wasWithApp = place.room.startsWith('D')
  enterRoom(isThere ? place.room : (wasWithApp && appChannel()?.id) || 'home')
}

export function rooms(): HTMLElement {
  const { screen, place } = seen
  const channels = (screen?.channels ?? []).filter((it) => it.kind === 'public' || it.kind === 'private')
  const app = appChannel()
  return h(
    'nav',
    {
      class: `rooms ${seen.drawer === 'rooms' ? 'drawn' : ''}`,
      'aria-label': 'Workspace',
      id: 'rooms',
      key: 'rooms',
    },
    h(
      'div',
      { class: 'team' },
      h('strong', {}, screen?.team.name ?? ''),
      h('span', { class: 'badge' }, 'Simulated Slack'),
    ),
    h(
      'div',
      { class: 'group', role: 'group', 'aria-labelledby': 'you-are' },
      h('h2', { id: 'you-are' }, 'You are'),
      ...(screen?.people ?? []).filter((it) => !it.isBot).map((it) => person(it, it.name === place.as)),
    ),
    h(
      'div',
      { class: 'group' },
      h('h2', {}, 'App'),
      room('home', `${screen?.app.name ?? ''} · Home`, '⌂', place.room === 'home', false),
      app && room(app.id, `${screen?.app.name ?? ''} · Messages`, '✉', place.room === app.id, isNew(app.id)),
    ),
    h(
      'div',
      { class: 'group' },
      h('h2', {}, 'Channels'),
      ...channels.map((it) =>
        room(it.id, it.name, it.kind === 'private' ? '🔒' : '#', place.room === it.id, isNew(it.id)),
      ),
    ),
  )
}

const person = (it: PersonState, isMe: boolean): HTMLElement =>
  h(
    'button',
    {
      type: 'button',
      'aria-pressed': String(isMe),
      class: 'room',
      key: `be ${it.id}`,
      onclick: () => become(it.name),
    },
    initials(it),
    h('span', {}, it.realName, PARTS[it.name] && h('small', {}, ` ${PARTS[it.name]}`)),
  )

const room = (id: string, name: string, sign: string, isHere: boolean, isUnread: boolean): HTMLElement =>
  h(
    'button',
    {
      type: 'button',
      class: `room ${isUnread ? 'unread' : ''}`,
      key: `room ${id}`,
      'aria-current': isHere ? 'page' : undefined,
      onclick: () => enterRoom(id),
    },
    h('span', { class: 'sign', 'aria-hidden': 'true' }, sign),
    h('span', {}, name),
    isUnread && h('span', { class: 'dot', role: 'img', 'aria-label': 'new messages' }),
  )
