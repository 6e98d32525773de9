import { Cannot } from '../workspace/cannot.ts'
import { personCalled } from '../workspace/people.ts'
import { takeAway } from '../workspace/talk.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { surfaceAt } from './seen.ts'

/** “Dismiss message” under an ephemeral one. The bot never hears of it. */
export function dismiss(it: Workspace, who: string, where: { channel: string; ts: string }): void {
  const { message } = surfaceAt(it, personCalled(it, who).id, where)
  if (!message?.onlyFor) throw new Cannot('Only what is visible to you alone can be dismissed')
  takeAway(it, message)
}
