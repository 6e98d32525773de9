import * as bindings from '../../db/slack-bindings.ts'
import { userIdOf } from '../../domain/actor.ts'
import { readAddress } from '../../domain/email-address.ts'
import { atomically, type Context, within } from '../context.ts'
import type { SlackPerson } from '../slack/who-speaks.ts'
import { type ListedUser, listUsers } from './list-users.ts'

/** Somebody as people name each other. */
export type Naming = { by: 'words'; words: string } | { by: 'mention'; who: SlackPerson } | { by: 'me' }

export interface Meant {
  /** One id: this person. None: nobody. Otherwise one of the candidates. */
  userId: string | null
  candidates: ListedUser[]
}

const CANDIDATES = 10

/** Who is meant: a whole address is one person, parts of a name may be several. */
export async function whoIsMeant(ctx: Context, naming: Naming): Promise<Meant> {
  if (naming.by === 'me') return { userId: userIdOf(ctx.actor), candidates: [] }
  if (naming.by === 'mention') return { userId: await userBehind(ctx, naming.who), candidates: [] }
  const { users } = await listUsers(ctx, { search: naming.words, pageSize: CANDIDATES })
  const exact = users.filter((it) => isCalled(it, naming.words))
  const [only, ...others] = exact.length > 0 ? exact : users
  if (only && others.length === 0) return { userId: only.id, candidates: [] }
  return { userId: null, candidates: only ? [only, ...others] : [] }
}

function isCalled({ email, name }: ListedUser, words: string): boolean {
  const address = readAddress(words)
  if (!('fault' in address) && email) {
    const theirs = readAddress(email)
    return !('fault' in theirs) && theirs.canonical === address.canonical
  }
  return name.toLowerCase() === words.trim().toLowerCase()
}

/** Whether this is for the actor to see is asked by whatever is done with the id. */
const userBehind = (ctx: Context, who: SlackPerson): Promise<string | null> =>
  atomically(ctx, async (tx) => {
    const person = await bindings.personOf(tx, who)
    return person && person.organizationId === within(ctx) ? person.userId : null
  })
