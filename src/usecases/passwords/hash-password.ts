import { availableParallelism } from 'node:os'
import { normalPassword } from '../../domain/password.ts'
import { Refusal } from '../../domain/refusal.ts'

/** OWASP's second recommended setting; raising it upgrades each hash at its owner's next sign-in. */
const ARGON2ID = 2
const cost = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const costsLine = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$`

/** More hashes at once than cores would only make each slower, and Slack wait for all of them. */
const AT_ONCE = availableParallelism()
const WAITING_LIMIT = 500
let running = 0
const waiting: (() => void)[] = []

/** Not before somebody types a password: to load it takes as long as a hash. */
const argon2 = () => import('@node-rs/argon2')

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting.length >= WAITING_LIMIT) throw new Refusal('busy')
  // Whoever finishes hands its turn over, so nobody who comes later can slip in between.
  if (running >= AT_ONCE) await new Promise<void>((turn) => waiting.push(turn))
  else running += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}

export const hashPassword = (typed: string): Promise<string> =>
  inTurn(async () => (await argon2()).hash(normalPassword(typed), cost))

/** A hash of nothing anybody knows: unknown people cost as much time as known ones. */
let nobodysHash: Promise<string> | undefined
const ofNobody = (): Promise<string> => {
  nobodysHash ??= argon2().then(({ hash }) => hash(crypto.randomUUID(), cost))
  return nobodysHash
}

export async function isPassword(stored: string | null, typed: string): Promise<boolean> {
  const against = stored ?? (await ofNobody())
  const matches = await inTurn(async () => (await argon2()).verify(against, normalPassword(typed)))
  return stored !== null && matches
}

export const isHashedCheaply = (stored: string): boolean => !stored.startsWith(costsLine)
