import { listen, refresh } from './api.ts'
import { tick } from './clock.ts'
import { h, morph } from './dom.ts'
import { drawModal } from './modal.ts'
import { panel } from './panel.ts'
import { room } from './room.ts'
import { arrive, rooms } from './rooms.ts'
import { changed, goTo, onChange, seen } from './screen.ts'
import { markRead, newLetters } from './unread.ts'

const root = document.querySelector('#playground') as HTMLElement

const drawerButton = (which: 'rooms' | 'panel', face: string, name: string): HTMLElement =>
  h(
    'button',
    {
      type: 'button',
      class: 'drawer',
      'aria-controls': which,
      'aria-expanded': String(seen.drawer === which),
      'aria-label': name,
      onclick: () => {
        seen.drawer = seen.drawer === which ? null : which
        changed()
      },
    },
    face,
  )

/** On every screen, whatever is open: this is not Slack. */
const banner = (): HTMLElement =>
  h(
    'header',
    { class: 'banner' },
    drawerButton('rooms', '☰', 'Channels and people'),
    h(
      'p',
      {},
      h('strong', {}, 'Simulated Slack'),
      h('span', { class: 'wide' }, ' Usher behind it is the real one. Nothing leaves this machine.'),
    ),
    drawerButton('panel', newLetters() > 0 ? `✉ ${newLetters()}` : '✉', 'Guide, mailbox and clock'),
  )

const offline = (): HTMLElement =>
  h(
    'p',
    { class: 'offline', role: 'alert' },
    'Usher cannot be reached. This page goes on by itself when it is back.',
  )

function draw(): void {
  if (!seen.screen) {
    if (seen.isOffline) morph(root, h('div', {}, offline()))
    return
  }
  if (seen.place.room !== 'home') markRead(seen.place.room)
  const before = document.querySelector('.messages')
  const wasAtEnd = !before || before.scrollHeight - before.scrollTop - before.clientHeight < 80
  const room_ = before?.getAttribute('data-key')
  morph(
    root,
    h(
      'div',
      { id: 'playground' },
      banner(),
      seen.isOffline && offline(),
      h('div', { class: 'columns' }, rooms(), room(), panel()),
    ),
  )
  drawModal()
  const after = document.querySelector('.messages')
  if (after && (wasAtEnd || after.getAttribute('data-key') !== room_)) after.scrollTop = after.scrollHeight
  if (seen.readLetters < 0) seen.readLetters = seen.letters.length
}

onChange(draw)
onChange(arrive)
addEventListener('click', (event) => {
  if (!seen.menu || (event.target as Element).closest('.menu')) return
  seen.menu = null
  changed()
})
addEventListener('hashchange', () => {
  const said = new URLSearchParams(location.hash.slice(1))
  if (said.get('as') !== seen.place.as || said.get('room') !== seen.place.room) location.reload()
})
setInterval(tick, 1000)
goTo({})
listen()
void refresh()
