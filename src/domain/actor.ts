import type { Authority } from './authority.ts'
import type { Scope } from './connection.ts'

/**
 * Who is acting. A door authenticates and builds one of these afresh for each request;
 * the organization always comes from here, never from what was asked.
 */
export type Actor =
  /** Somebody with a shell on the machine: the command line. */
  | { kind: 'operator'; organizationId: string; name: string }
  | ({ kind: 'user'; organizationId: string; userId: string } & Authority)
  /** The holder of a link, known by nothing but the link. */
  | { kind: 'invitee'; organizationId: string; userId: string | null }
  /** An identity provider: it gives away no more than its ceiling, and does what its token lets it do. */
  | ({
      kind: 'connection'
      organizationId: string
      connectionId: string
      name: string
      scopes: ReadonlySet<Scope>
      isDryRun: boolean
    } & Authority)
  /** The clock and the queue. */
  | { kind: 'system'; organizationId: string }

export const userIdOf = (actor: Actor): string | null => ('userId' in actor ? actor.userId : null)
