interface Line {
  busy: number
  /** Each called when it is their turn. */
  waiting: (() => void)[]
}

/** So many at once of one name and no more; whoever comes later waits, in the order they came. */
export class Turns {
  private readonly lines = new Map<string, Line>()
  private readonly atOnce: number

  constructor(atOnce: number) {
    this.atOnce = atOnce
  }

  /** What comes back ends the turn, and is called once, however it went. */
  async take(name: string): Promise<() => void> {
    const line = this.lines.get(name) ?? { busy: 0, waiting: [] }
    this.lines.set(name, line)
    if (line.busy < this.atOnce) line.busy++
    else await new Promise<void>((turn) => line.waiting.push(turn))
    return () => this.end(name, line)
  }

  private end(name: string, line: Line): void {
    // Handed over: nobody who comes just then slips in between.
    const next = line.waiting.shift()
    if (next) next()
    else line.busy--
    if (line.busy === 0) this.lines.delete(name)
  }
}
