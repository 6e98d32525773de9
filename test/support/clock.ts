/** The one clock of a test: it stands still until somebody moves it. */
export class Clock {
  #now: number
  constructor(start = '2026-03-02T09:00:00Z') {
    this.#now = Date.parse(start)
  }
  readonly now = (): Date => new Date(this.#now)
  moveSeconds(seconds: number): void {
    this.#now += seconds * 1000
  }
  moveHours(hours: number): void {
    this.moveSeconds(hours * 3600)
  }
}
