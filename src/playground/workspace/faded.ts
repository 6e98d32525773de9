import { type Block, flat } from './kit.ts'
import type { Workspace } from './workspace.ts'

/** As much as three Homes in a row, and no more places than anybody looks at in a while. */
const MOST_BLOCKS = 300
const MOST_PLACES = 50

/** A view by its id, a message by its channel and time. */
type Place = string

/** What stood there until now: a click on it may be on its way, and arrives at Slack all the same. */
export function fade({ faded }: Workspace, place: Place, blocks: Block[]): void {
  const all = [...flat(blocks), ...(faded.get(place) ?? [])].slice(0, MOST_BLOCKS)
  faded.delete(place)
  faded.set(place, all)
  const [oldest] = faded.keys()
  if (faded.size > MOST_PLACES && oldest) faded.delete(oldest)
}

export const fadedAt = ({ faded }: Workspace, place: Place): Block[] => faded.get(place) ?? []
