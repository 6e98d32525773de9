import { doDeed, moveClock } from './api.ts'
import { h } from './dom.ts'
import { fullMoment, timeOfDay } from './moment.ts'
import { now, reader, seen } from './screen.ts'
import { toast } from './toast.ts'

const HOUR_MS = 3_600_000
const JUMPS: [string, number][] = [
  ['+1 hour', HOUR_MS],
  ['+13 hours', 13 * HOUR_MS],
  ['+1 day', 24 * HOUR_MS],
  ['+7 days', 168 * HOUR_MS],
]
const UNITS: Record<string, number> = { minutes: 60_000, hours: HOUR_MS, days: 24 * HOUR_MS }

async function jump(ms: number): Promise<void> {
  if (!(await moveClock(ms))) return
  toast(`It is ${fullMoment(now(), reader())} now.`)
  // Slack draws a Home anew when somebody turns to it: that is what one would do next.
  if (seen.place.room === 'home') await doDeed({ deed: 'open-home', tab: 'home' })
}

/** The time of the whole house. What is due by then happens at once: letters, expiries, reminders. */
export function clock(): HTMLElement {
  const isBusy = seen.busy.has('clock')
  return h(
    'div',
    { class: 'clock' },
    h('h2', {}, 'Clock'),
    h('p', { class: 'time', 'data-clock': 'time' }, timeOfDay(now(), reader())),
    h('p', { class: 'date', 'data-clock': 'date' }, dated()),
    h('p', { class: 'quiet' }, ahead()),
    h(
      'div',
      { class: 'buttons' },
      ...JUMPS.map(([name, ms]) =>
        h(
          'button',
          { type: 'button', class: 'button', disabled: isBusy, onclick: () => void jump(ms) },
          name,
        ),
      ),
    ),
    h(
      'form',
      { class: 'custom', onsubmit: (event: Event) => custom(event) },
      h('label', { for: 'jump' }, 'Or by'),
      h('input', {
        key: 'jump',
        id: 'jump',
        name: 'count',
        type: 'number',
        min: '1',
        max: '365',
        value: '2',
        class: 'box',
        required: true,
      }),
      h(
        'select',
        { key: 'unit', name: 'unit', 'aria-label': 'Unit', class: 'box' },
        ...Object.keys(UNITS).map((it) => h('option', { value: it, selected: it === 'days' }, it)),
      ),
      h('button', { type: 'submit', class: 'button', disabled: isBusy }, 'Move'),
    ),
    h(
      'p',
      { class: 'quiet' },
      isBusy
        ? 'Doing everything that is due by then…'
        : 'It moves forward only, and stays moved after a restart. What is due by then happens at once: scheduled letters leave, links and requests expire, temporary roles end.',
    ),
  )
}

const dated = (): string => new Intl.DateTimeFormat('en', { dateStyle: 'full' }).format(now())

function ahead(): string {
  const hours = Math.round(seen.aheadMs / HOUR_MS)
  if (hours < 1) return 'As on your wall.'
  const [days, rest] = [Math.floor(hours / 24), hours % 24]
  const words = [days && `${days} day${days > 1 ? 's' : ''}`, rest && `${rest} hour${rest > 1 ? 's' : ''}`]
  return `${words.filter(Boolean).join(' and ')} ahead of your wall.`
}

function custom(event: Event): void {
  event.preventDefault()
  const entries = new FormData(event.target as HTMLFormElement)
  void jump(Number(entries.get('count')) * (UNITS[String(entries.get('unit'))] ?? 0))
}

/** Only the hands move: nothing else is drawn for a second that passes. */
export function tick(): void {
  for (const it of document.querySelectorAll<HTMLElement>('[data-clock]')) {
    const words = it.dataset.clock === 'time' ? timeOfDay(now(), reader()) : dated()
    if (it.textContent !== words) it.textContent = words
  }
}
