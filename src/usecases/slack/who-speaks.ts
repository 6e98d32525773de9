import type { Tx } from '../../db/database.ts'
import * as bindings from '../../db/slack-bindings.ts'
import type { Actor } from '../../domain/actor.ts'
import { actorOf } from '../actor-of.ts'
import { atomically, type Outside } from '../context.ts'

export interface SlackPerson {
  teamId: string
  slackUserId: string
}

/** Somebody who speaks in a workspace, known as one of us. */
export interface Speaker extends SlackPerson {
  actor: Actor & { kind: 'user' }
  organizationName: string
  makesTemporaryPasswords: boolean
  /** Theirs where Slack has told us, else their organization's. */
  timeZone: string
  home: unknown
}

/** Nobody we may say anything to; why decides what they are offered. */
export interface Unknown {
  why: 'team-unclaimed' | 'unbound' | 'not-active' | 'must-change-password'
}

/** Read afresh at each interaction: the pair of team and user, then the person, then what they may do now. */
export const whoSpeaks = (ctx: Outside, who: SlackPerson): Promise<Speaker | Unknown> =>
  atomically(ctx, (tx) => speaking(tx, who, ctx.now()))

/** The same within a transaction that is under way. */
export async function speaking(tx: Tx, who: SlackPerson, now: Date): Promise<Speaker | Unknown> {
  const person = await bindings.personOf(tx, who)
  if (!person?.userId) return { why: person?.organizationId ? 'unbound' : 'team-unclaimed' }
  if (person.userState !== 'active' || person.isOrganizationSuspended) return { why: 'not-active' }
  if (person.mustChangePassword) return { why: 'must-change-password' }
  const { organizationId, userId, organizationName, makesTemporaryPasswords, home } = person
  return {
    ...who,
    actor: await actorOf(tx, { organizationId, userId }, now),
    organizationName,
    makesTemporaryPasswords,
    timeZone: person.timeZone ?? person.organizationTimeZone,
    home,
  }
}
