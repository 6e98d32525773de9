import type { Tx } from '../../db/database.ts'
import * as turns from '../../db/mail-turns.ts'
import * as outbox from '../../db/outbox.ts'
import type { CardDelivery } from '../../domain/card.ts'
import { mailDomainOf, PAUSE, type Pace, rhythmOf } from '../../domain/pace.ts'
import { after, HOUR, MINUTE, secondsBetween } from '../../domain/time.ts'
import { atOnce, atomically, type Outside } from '../context.ts'

/** Renewed while a letter is being sent: who dies holds up the others no longer. */
const LEASE_SECONDS = 15
const RENEW_MS = 5_000
/** Whoever waits is called when it is their turn; should everything else fail, they look for themselves. */
const LOOK_SECONDS = 5 * MINUTE
const DOMAINS = 100
/** Whoever was woken a little early goes. */
const EARLY_MS = 100

const lineOf = (domain: string, pace: Pace): turns.Line => ({
  domain,
  atOnce: pace.atOnce,
  ...rhythmOf(pace),
  longestPauseSeconds: PAUSE.longestSeconds,
  leaseSeconds: LEASE_SECONDS,
})

/**
 * Whether a letter may leave now. If not, it is put off and keeps its place in the line of its domain, which all
 * instances and organizations share. The last thing a transaction does: it holds the domain until it ends.
 */
export async function takeTurn(
  tx: Tx,
  ctx: Outside,
  pace: Pace,
  message: outbox.Message,
  to: string,
): Promise<boolean> {
  const domain = mailDomainOf(to)
  if (!domain) return true
  const line = lineOf(domain, pace)
  const now = ctx.now()
  const isNow = (turnAt: Date) => turnAt.getTime() <= now.getTime() + EARLY_MS
  const asked = await turns.ask(tx, message, line, now)
  if (asked.turnAt && isNow(asked.turnAt)) return true

  const given = asked.turnAt ? [] : await turns.give(tx, line, now, message.id)
  const turnAt = asked.turnAt ?? given.find((it) => it.id === message.id)?.turnAt
  const mayLeave = turnAt !== undefined && isNow(turnAt)
  if (!mayLeave) {
    const why = asked.pausedUntil ? `${domain} asks for patience` : `Many letters go to ${domain}`
    await outbox.putOff(tx, message, `Not tried yet: ${why}`, turnAt ?? after(now, LOOK_SECONDS))
  }
  const mine = asked.turnAt ? [{ ...message, turnAt: asked.turnAt }] : []
  await wake(tx, now, [...mine, ...given.filter((it) => it.id !== message.id || !mayLeave)])
  return mayLeave
}

/** Sends it, and goes on holding its turn however long that takes. */
export async function holdingTurn<T>(
  ctx: Outside,
  message: outbox.Message,
  send: () => Promise<T>,
): Promise<T> {
  const renewing = setInterval(() => {
    atOnce(ctx, (tx) => turns.renew(tx, message, LEASE_SECONDS)).catch(() => {}) // One more at once is no harm.
  }, RENEW_MS)
  return send().finally(() => clearInterval(renewing))
}

/** It was tried: whoever is next goes, or nobody for a while where the domain wants none. */
export async function endTurn(
  tx: Tx,
  ctx: Outside,
  pace: Pace,
  message: outbox.Message,
  delivery: CardDelivery,
): Promise<void> {
  const domain = await turns.end(tx, message, ctx.now(), heardIn(delivery), PAUSE)
  if (domain) await callNext(tx, ctx, pace, domain)
}

/** What was cancelled while it waited hands on its turn. */
export async function leaveLine(
  tx: Tx,
  ctx: Outside,
  pace: Pace,
  message: Pick<outbox.Message, 'organizationId' | 'id'>,
): Promise<void> {
  const domain = await turns.leave(tx, message)
  if (domain) await callNext(tx, ctx, pace, domain)
}

async function callNext(tx: Tx, ctx: Outside, pace: Pace, domain: string): Promise<void> {
  await wake(tx, ctx.now(), await turns.give(tx, lineOf(domain, pace), ctx.now()))
}

const wake = (tx: Tx, now: Date, given: turns.Turn[]): Promise<void> =>
  outbox.wakeWorkers(
    tx,
    given.map((it) => ({ ...it, inSeconds: Math.max(0, secondsBetween(now, it.turnAt)) })),
    0,
  )

function heardIn(delivery: CardDelivery): turns.Heard {
  if (delivery.result !== 'deferred') return 'well'
  return delivery.isForDomain ? 'not now' : 'nothing'
}

/** Those are called who wait for somebody that has died with a turn in hand. */
export async function callWaiting(ctx: Outside, pace: Pace): Promise<number> {
  const domains = await atOnce(ctx, (tx) => turns.silentDomains(tx, DOMAINS))
  for (const domain of domains)
    await atomically(ctx, async (tx) => {
      await turns.hold(tx, domain)
      await callNext(tx, ctx, pace, domain)
    })
  return domains.length
}

/** Domains that nobody has written to for a while are forgotten. */
export const forgetTurns = (ctx: Outside): Promise<void> =>
  atomically(ctx, (tx) => turns.forgetOld(tx, after(ctx.now(), -HOUR)))
