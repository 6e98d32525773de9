import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** The playground's time: it runs like any clock, and can be moved forward. */
export interface Clock {
  now(): Date
  forward(ms: number): void
}

export function movableClock(ahead = 0, keep: (ahead: number) => void = () => {}): Clock {
  let aheadMs = ahead
  return {
    now: () => new Date(Date.now() + aheadMs),
    forward: (ms) => {
      aheadMs += ms
      keep(aheadMs)
    },
  }
}

/** What was written in the future stays in the past after a restart: how far ahead it is, is kept in a file. */
export function keptClock(path: string): Clock {
  return movableClock(aheadIn(path), (ahead) => {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, JSON.stringify({ aheadMs: ahead }))
  })
}

function aheadIn(path: string): number {
  try {
    const { aheadMs } = JSON.parse(readFileSync(path, 'utf8')) as { aheadMs?: unknown }
    return typeof aheadMs === 'number' && aheadMs >= 0 ? aheadMs : 0
  } catch {
    return 0
  }
}
