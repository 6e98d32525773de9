/** One after the other for each key: what was read last is what stands there in the end. */
export class InTurn {
  private readonly last = new Map<string, Promise<unknown>>()

  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const mine = (this.last.get(key) ?? Promise.resolve()).then(work, work)
    this.last.set(key, mine)
    const leave = () => {
      if (this.last.get(key) === mine) this.last.delete(key)
    }
    mine.then(leave, leave)
    return mine
  }
}
