import type { Trace } from '../db/audit.ts'
import { type Database, inOneStatement, inTransaction, type Tx } from '../db/database.ts'
import type { Actor } from '../domain/actor.ts'
import type { LinkKeys } from '../domain/link.ts'

/** What every use-case is handed: who acts, from where, when, on which database. */
export interface Context extends Outside {
  actor: Actor
}

/** The same before anybody is known: the holder of a link, somebody at the sign-in page, the clock. */
export interface Outside {
  trace: Trace
  db: Database
  now(): Date
  links: LinkMaking
}

export interface LinkMaking {
  keys: LinkKeys
  publicUrl: string
}

/**
 * The first line of every use-case that writes. Nothing in it may wait for a network: promises of letters go
 * to the outbox and are kept after the commit. The work may run again when Postgres asks for it.
 */
export const atomically = <T>(ctx: Outside, work: (tx: Tx) => Promise<T>): Promise<T> =>
  inTransaction(ctx.db, work)

/** For what a single statement looks at, or does, whole. */
export const atOnce = <T>(ctx: Outside, statement: (tx: Tx) => Promise<T>): Promise<T> =>
  inOneStatement(ctx.db, statement)

/** The organization of whoever acts: the only place a query may take it from. */
export const within = (ctx: Context): string => ctx.actor.organizationId

export const actingAs = ({ trace, db, links, now }: Outside, actor: Actor): Context => ({
  actor,
  trace,
  db,
  links,
  now,
})
