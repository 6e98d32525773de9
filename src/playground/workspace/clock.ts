/** The playground's time: it runs like any clock, and can be moved forward. */
export interface Clock {
  now(): Date
  forward(ms: number): void
}

export function movableClock(): Clock {
  let ahead = 0
  return {
    now: () => new Date(Date.now() + ahead),
    forward: (ms) => {
      ahead += ms
    },
  }
}
