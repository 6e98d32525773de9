import type { Deed, DeedAnswer } from '../../human-api/deeds.ts'
import { changed, type Letter, type ScreenState, seen } from './screen.ts'
import { toast } from './toast.ts'

async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, init)
  const body = (await response.json().catch(() => ({}))) as T & { cannot?: string }
  if (!response.ok) throw new Error(body.cannot ?? `The playground answered with status ${response.status}.`)
  return body
}

const post = <T>(path: string, body: unknown): Promise<T> =>
  ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

let asked = 0
/** Fetches the screen of whoever one is. An answer that was overtaken by a newer question is thrown away. */
export async function refresh(): Promise<void> {
  asked += 1
  const mine = asked
  try {
    const [screen, letters] = await Promise.all([
      ask<ScreenState>(`slack/state?as=${encodeURIComponent(seen.place.as)}`),
      ask<Letter[]>('letters'),
    ])
    // What somebody is entering this moment would look as if it had not been taken.
    if (mine !== asked || seen.entering > 0) return
    Object.assign(seen, { screen, letters, isOffline: false })
    seen.aheadMs = new Date(screen.now).getTime() - Date.now()
  } catch {
    if (mine === asked) seen.isOffline = true
  }
  changed()
}

type WithoutAs<T> = T extends unknown ? Omit<T, 'as'> : never

/** Does what a person does, says aloud what went wrong, and shows how the screen is then. */
export async function doDeed(deed: WithoutAs<Deed>, key = '', done = () => {}): Promise<DeedAnswer | null> {
  return whileBusy(key, done, async () => {
    const answer = await post<DeedAnswer>('slack/deeds', { ...deed, as: seen.place.as })
    if (answer.trouble) toast(answer.trouble, 'trouble')
    return answer
  })
}

export const moveClock = (forwardMs: number): Promise<unknown> =>
  whileBusy(
    'clock',
    () => {},
    () => post('clock', { forwardMs }),
  )

export const sendFile = (file: File): Promise<{ id: string } | null> =>
  whileBusy(
    '',
    () => {},
    () => {
      const query = new URLSearchParams({
        as: seen.place.as,
        name: file.name,
        type: file.type || 'text/plain',
      })
      return ask<{ id: string }>(`slack/files?${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: file,
      })
    },
  )

async function whileBusy<T>(key: string, done: () => void, work: () => Promise<T>): Promise<T | null> {
  if (key) seen.busy.add(key)
  changed()
  try {
    return await work()
  } catch (fault) {
    toast(
      fault instanceof TypeError ? 'That was not done: Usher does not answer.' : (fault as Error).message,
      'trouble',
    )
    return null
  } finally {
    seen.busy.delete(key)
    done()
    await refresh()
  }
}

const SOON_MS = 40
let planned: ReturnType<typeof setTimeout> | undefined
const refreshSoon = (): void => {
  clearTimeout(planned)
  planned = setTimeout(() => void refresh(), SOON_MS)
}

/** Hears what changes, for as long as the page is open; whatever was missed meanwhile is fetched when it is back. */
export function listen(): void {
  const source = new EventSource('slack/changes')
  source.onmessage = refreshSoon
  source.onopen = refreshSoon
  source.onerror = () => {
    seen.isOffline = true
    changed()
  }
}
