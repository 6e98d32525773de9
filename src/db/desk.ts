/** So many go together at most. */
const MOST = 50
/** While the database is at one go, the answers of the other are written. */
const AT_ONCE = 2
/** One go that hangs does not hold up whoever came later for longer. */
const PATIENCE_MS = 500

interface Asker<Q, A> {
  question: Q
  done(answer: Promise<A>): void
}

/** Who came, and what becomes of each. */
type Serve<Q, A> = (questions: Q[]) => Promise<A>[]

/**
 * Where those come together who want the like at once: whoever comes while two goes are under way goes with everybody
 * who came meanwhile, and nobody waits where nobody is there.
 */
export class Desk<Q, A> {
  private isOpening = false
  private underWay = 0
  /** How many of those under way are waited for no longer. */
  private late = 0
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
      this.next()
    })
  }

  /** Whoever arrives in the same breath comes along: they are read from the network one after the other. */
  private next(): void {
    if (this.isOpening || this.underWay - this.late >= AT_ONCE) return
    this.isOpening = this.waiting.length > 0
    if (this.isOpening) setImmediate(() => void this.serveTogether())
    else if (this.underWay === 0) this.close()
  }

  private async serveTogether(): Promise<void> {
    const askers = this.waiting.splice(0, MOST)
    let isLate = false
    const patience = setTimeout(() => {
      isLate = true
      this.late++
      this.next()
    }, PATIENCE_MS)
    this.isOpening = false
    this.underWay++
    const answers = this.serve(askers.map((it) => it.question))
    for (const [at, it] of askers.entries()) it.done(answers[at] as Promise<A>)
    // The rest of those who came, where there were too many.
    this.next()
    await Promise.allSettled(answers)
    this.underWay--
    if (isLate) this.late--
    clearTimeout(patience)
    this.next()
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
