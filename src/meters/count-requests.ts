import type { RequestHandler } from 'express'
import type { Measures } from './measures.ts'

/** Counts each request when it is over, however it ended, at whichever door it was for. */
export const countRequests =
  ({ requests, requestSeconds }: Pick<Measures, 'requests' | 'requestSeconds'>): RequestHandler =>
  (req, res, next) => {
    const startedAt = performance.now()
    const door = doorOf(req.path)
    res.once('close', () => {
      requests.add({ door, status: res.writableFinished ? res.statusCode : 499 })
      // Whoever watches the playground holds a line open all day.
      if (door !== 'playground') requestSeconds.note({ door }, (performance.now() - startedAt) / 1000)
    })
    next()
  }

export function doorOf(path: string): string {
  const [, first = '', second = ''] = path.toLowerCase().split('/')
  if (first === 'slack') return second === 'events' ? 'slack' : 'web'
  if (first === 'scim' || first === 'playground') return first
  return ['healthz', 'readyz', 'metrics'].includes(first) ? 'machine' : 'web'
}
