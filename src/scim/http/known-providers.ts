import { isLive } from '../../domain/connection.ts'
import { isScimToken, secretHash } from '../../domain/scim-secret.ts'
import { type Provider, whoProvisions } from '../../usecases/connections/who-provisions.ts'
import type { Outside } from '../../usecases/context.ts'
import { WrongTries } from './wrong-tries.ts'

/** Counted from when the database was asked, so that a token revoked just then is refused within the second. */
const BELIEVED_MS = 1_000
/** Tokens that are remembered at once, right and wrong ones. */
const MOST = 10_000
/** For as long as this a token that was right is looked up whatever else comes from its address. */
const TRUSTED_MS = 600_000

export type Recognized = { provider: Provider } | { retrySeconds: number } | null

interface Entry {
  askedAt: number
  provider: Promise<Provider | null>
}

/** Who holds a token, asked at most once a second; by the clock on the wall, since that is what MODEL §10 promises. */
export class KnownProviders {
  private readonly entries = new Map<string, Entry>()
  private readonly trusted = new Map<string, number>()
  private readonly wrong = new WrongTries()
  private readonly clock: () => number

  constructor(clock: () => number) {
    this.clock = clock
  }

  async recognize(outside: Outside, bearer: string): Promise<Recognized> {
    if (!isScimToken(bearer)) return null
    const key = secretHash(bearer).toString('base64')
    const now = this.clock()
    const { ip } = outside.trace
    const entry = this.fresh(key, now)
    const retrySeconds = entry || this.isTrusted(key, now) ? null : this.wrong.waitSeconds(ip, now)
    if (retrySeconds !== null) return { retrySeconds }

    const provider = await (entry ?? this.ask(outside, bearer, key, now)).provider
    if (!provider) this.wrong.count(ip, key, now)
    // What was believed may have ended since: an end is exact.
    const isRight = provider && isLive({ ...provider.token, revokedAt: null }, outside.now())
    return isRight ? { provider } : null
  }

  private fresh(key: string, now: number): Entry | undefined {
    const entry = this.entries.get(key)
    return entry && now - entry.askedAt < BELIEVED_MS ? entry : undefined
  }

  private ask(outside: Outside, bearer: string, key: string, askedAt: number): Entry {
    const provider = whoProvisions(outside, bearer)
    const entry = { askedAt, provider }
    put(this.entries, key, entry)
    provider.then(
      (found) => found && put(this.trusted, key, askedAt),
      // An answer that did not come is not an answer: the next request asks again.
      () => this.entries.get(key) === entry && this.entries.delete(key),
    )
    return entry
  }

  private isTrusted(key: string, now: number): boolean {
    const since = this.trusted.get(key)
    return since !== undefined && now - since < TRUSTED_MS
  }
}

/** The newest at the end, the oldest out. */
function put<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > MOST && oldest !== undefined) map.delete(oldest)
}
