/** So many go together at most. */
const MOST = 50
/** One go that hangs does not hold up whoever came later for longer. */
const PATIENCE_MS = 500

interface Asker<Q, A> {
  question: Q
  done(answer: Promise<A>): void
}

/** Who came, and what becomes of each. */
type Serve<Q, A> = (questions: Q[]) => Promise<A>[]

/**
 * Where those come together who want the like at once: whoever comes while somebody is served goes with everybody who
 * came meanwhile, and nobody waits where nobody is there.
 */
export class Desk<Q, A> {
  private isBusy = false
  private underWay = 0
  private readonly waiting: Asker<Q, A>[] = []
  private readonly serve: Serve<Q, A>
  private readonly close: () => void

  /** `close` is called when nobody is there any more. */
  constructor(serve: Serve<Q, A>, close: () => void) {
    this.serve = serve
    this.close = close
  }

  ask(question: Q): Promise<A> {
    return new Promise((done) => {
      this.waiting.push({ question, done })
      if (!this.isBusy) this.open()
    })
  }

  /** Whoever arrived in the same breath comes along: they were read from the network one after the other. */
  private open(): void {
    this.isBusy = true
    setImmediate(() => this.next())
  }

  private next(): void {
    this.isBusy = this.waiting.length > 0
    if (this.isBusy) void this.serveTogether(this.waiting.splice(0, MOST))
    else this.closeIfIdle()
  }

  private closeIfIdle(): void {
    if (!this.isBusy && this.underWay === 0) this.close()
  }

  private async serveTogether(askers: Asker<Q, A>[]): Promise<void> {
    let isLate = false
    const patience = setTimeout(() => {
      isLate = true
      this.next()
    }, PATIENCE_MS)
    this.underWay++
    const answers = this.serve(askers.map((it) => it.question))
    for (const [at, it] of askers.entries()) it.done(answers[at] as Promise<A>)
    await Promise.allSettled(answers)
    this.underWay--
    clearTimeout(patience)
    if (isLate) this.closeIfIdle()
    else this.next()
  }
}

/** The desks of one kind, by database and by who shares one. */
export class Desks<Q, A> {
  private readonly all = new WeakMap<object, Map<string, Desk<Q, A>>>()

  /** The one of this key, opened where nobody is at it. */
  at(database: object, key: string, serve: Serve<Q, A>): Desk<Q, A> {
    const here = this.all.get(database) ?? new Map<string, Desk<Q, A>>()
    this.all.set(database, here)
    const desk = here.get(key) ?? new Desk(serve, () => here.delete(key))
    here.set(key, desk)
    return desk
  }
}
