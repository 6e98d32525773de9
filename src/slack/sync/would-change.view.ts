import { actWords } from '../audit/act-words.ts'
import { changeLines } from '../audit/change-words.ts'

/** More of a bulk than this is no use to anybody who reads it. */
const SHOWN = 15

interface Would {
  act: string
  before?: unknown
  after?: unknown
}

/** What a dry run noted, in the words of the audit: kept as it was said, and read as carefully as anything. */
export function wouldLines(changes: readonly unknown[]): string[] {
  const all = changes.filter(isWould)
  const rest = all.length - SHOWN
  return [...all.slice(0, SHOWN).map(inWords), ...(rest > 0 ? [`… and ${rest} more`] : [])]
}

const isWould = (it: unknown): it is Would =>
  typeof it === 'object' && it !== null && 'act' in it && typeof it.act === 'string'

function inWords({ act, before, after }: Would): string {
  const words = (Object.hasOwn(actWords, act) ? actWords[act] : undefined) ?? act
  const what = act.startsWith('user.') ? 'a person' : act.startsWith('group.') ? 'a group' : 'somebody'
  const changed = changeLines({ details: { before, after } }, new Map())
  return `• ${words.replace('%', what)}${changed.length > 0 ? `: ${changed.join('; ').slice(0, 400)}` : ''}`
}
