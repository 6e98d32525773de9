import { actWords } from '../audit/act-words.ts'
import { changeLines } from '../audit/change-words.ts'
import { safe } from '../blocks.ts'

type Names = ReadonlyMap<string, string>

/** More of a bulk than this is no use to anybody who reads it. */
const SHOWN = 15
const LINE = 130

interface Would {
  act: string
  targetId?: unknown
  before?: unknown
  after?: unknown
}

/** What a dry run noted, in the words of the audit: kept as it was said, and read as carefully as anything. */
export function wouldLines(changes: readonly unknown[], names: Names): string[] {
  const all = changes.filter(isWould)
  const rest = all.length - SHOWN
  return [...all.slice(0, SHOWN).map((it) => inWords(it, names)), ...(rest > 0 ? [`… and ${rest} more`] : [])]
}

const isWould = (it: unknown): it is Would =>
  typeof it === 'object' && it !== null && 'act' in it && typeof it.act === 'string'

function inWords({ act, targetId, before, after }: Would, names: Names): string {
  const words = (Object.hasOwn(actWords, act) ? actWords[act] : undefined) ?? safe(act)
  const name = names.get(String(targetId))
  const whom = name ? `*${safe(name)}*` : act.startsWith('group.') ? 'that is new' : 'somebody new'
  const told = fitting(changeLines({ details: { before, after } }, names))
  return `• ${words.replace('%', whom)}${told.length > 0 ? `: ${told.join('; ')}` : ''}`
}

/** Whole ones, as many as a line holds: half a moment or half an entity would be no words. */
function fitting(changed: string[]): string[] {
  let room = LINE
  const fit = changed.filter((it) => {
    room -= it.length
    return room >= 0
  })
  return fit.length < changed.length ? [...fit, '…'] : fit
}
