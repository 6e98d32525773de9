import * as requests from '../../db/undecided.ts'
import { askAgainAt } from '../../domain/approval.ts'
import { atomically, type Outside } from '../context.ts'
import { askApprovers } from './ask-approvers.ts'

const BATCH = 500

/**
 * A request that nobody has decided ends by itself: those who could decide hear of it once more before that, in
 * business hours. Claimed and promised in one transaction, so once over any number of instances. Says how many.
 */
export function askAgain(ctx: Outside): Promise<number> {
  return atomically(ctx, async (tx) => {
    const now = ctx.now()
    const waiting = await requests.claimToAskAgain(tx, now, BATCH)
    const due = waiting.filter((it) => {
      const at = askAgainAt(it, it, now)
      return at !== null && at <= now
    })
    await requests.noteAskedAgain(tx, due, now)
    for (const asker of askersOf(due)) {
      const theirs = due.filter((it) => isOf(it, asker))
      await askApprovers(tx, asker, theirs, now, 'approval-ending')
    }
    return due.length
  })
}

type Asker = Pick<requests.Undecided, 'organizationId' | 'inviterId'>

const isOf = (it: Asker, { organizationId, inviterId }: Asker): boolean =>
  it.organizationId === organizationId && it.inviterId === inviterId

const askersOf = (all: requests.Undecided[]): Asker[] => [
  ...new Map(all.map((it) => [`${it.organizationId} ${it.inviterId}`, it])).values(),
]
