/** What is told of a fault, at most once in a while: who logs each of ten thousand says nothing. */
const QUIET_MS = 10_000

interface Wishes<T> {
  /** Never called twice at once. */
  write(items: T[]): Promise<void>
  everyMs: number
  /** Written at once when so many wait that are worth it. */
  batch: number
  /** Of so many: those that would not be let go for the others as soon as they are written. */
  worthWriting?(items: T[]): T[]
  /** Beyond this the oldest are let go: memory is for requests. */
  room: number
  trouble(fault: unknown, lost: number): void
}

/**
 * Takes what may be written a moment later, and lost in a crash: it slows no request, and fails none. Whatever could
 * not be written is let go and counted.
 */
export class WriteBehind<T> {
  private waiting: T[] = []
  private lost = 0
  private toldAt = Number.NEGATIVE_INFINITY
  private timer: NodeJS.Timeout | null = null
  private writing: Promise<void> | null = null
  private readonly wishes: Wishes<T>

  constructor(wishes: Wishes<T>) {
    this.wishes = wishes
  }

  add(item: T): void {
    const { everyMs, batch, room, worthWriting } = this.wishes
    this.waiting.push(item)
    // Once for each batch: with many connections nothing may be gained by it.
    if (worthWriting && this.waiting.length === batch) this.waiting = worthWriting(this.waiting)
    if (this.waiting.length > room) {
      this.waiting.shift()
      this.lost++
    }
    if (this.waiting.length >= batch && !this.writing) void this.flush()
    else this.timer ??= setTimeout(() => void this.flush(), everyMs).unref()
  }

  /** Everything that was added before is written, or given up, when this is over. */
  async flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    while (this.writing || this.waiting.length > 0) {
      this.writing ??= this.write(this.waiting.splice(0))
      await this.writing
    }
  }

  private async write(items: T[]): Promise<void> {
    try {
      await this.wishes.write(items)
    } catch (fault) {
      this.lost += items.length
      this.tell(fault)
    } finally {
      this.writing = null
    }
  }

  private tell(fault: unknown): void {
    const now = performance.now()
    if (now - this.toldAt < QUIET_MS) return
    this.wishes.trouble(fault, this.lost)
    this.toldAt = now
    this.lost = 0
  }
}
