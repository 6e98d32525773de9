import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Measures } from './measures.ts'

const LONGEST = 40

/** Counts each request when it is over, however it ended, at whichever door it was for. */
export const countRequests =
  ({ requests, requestSeconds }: Pick<Measures, 'requests' | 'requestSeconds'>) =>
  (req: IncomingMessage, res: ServerResponse): void => {
    const startedAt = performance.now()
    const door = doorOf(req.url ?? '')
    res.on('close', () => {
      requests.add({ door, status: res.writableFinished ? res.statusCode : 499 })
      // Whoever watches the playground holds a line open all day.
      if (door !== 'playground') requestSeconds.note({ door }, (performance.now() - startedAt) / 1000)
    })
  }

/** From the beginning of an address. */
export function doorOf(url: string): string {
  const [, first = '', second = ''] = url.slice(0, LONGEST).toLowerCase().split(/[/?#]/)
  if (first === 'slack') return second === 'events' ? 'slack' : 'web'
  if (first === 'scim' || first === 'playground') return first
  return ['healthz', 'readyz', 'metrics'].includes(first) ? 'machine' : 'web'
}
