import type { Authority } from './authority.ts'

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
  /** The clock and the queue. */
  | { kind: 'system'; organizationId: string }

export const userIdOf = (actor: Actor): string | null => ('userId' in actor ? actor.userId : null)
