import type { AnyReaction } from './answer.ts'
import type { Clients } from './clients.ts'
import { isSaid, type Opened } from './perform.ts'
import type { Told } from './told.ts'
import { loadingModal } from './waiting.view.ts'

const MODALS = 3

/** Taken: another delivery of the same deed has spent the trigger, and answers it. */
export type Opening = Opened | 'nothing-to-open' | 'taken' | { fault: unknown }

/** What has to be open before anything is looked up, by spending the trigger at once. */
export async function openFirst({ opens }: AnyReaction, told: Told, clients: Clients): Promise<Opening> {
  const title = typeof opens === 'function' ? opens(told) : (opens ?? null)
  if (!title || !told.triggerId) return 'nothing-to-open'
  try {
    return { title, id: await openLoading(clients, told, told.triggerId, title) }
  } catch (fault) {
    return isSaid(fault, 'exchanged_trigger_id') ? 'taken' : { fault }
  }
}

/** On top of three modals there is no room: then the uppermost is drawn over. */
async function openLoading(
  { quick }: Clients,
  told: Told,
  trigger_id: string,
  title: string,
): Promise<string> {
  const view = loadingModal(title)
  if (told.place.in !== 'modal') return idIn(await quick.views.open({ trigger_id, view }))
  const { depth, id: view_id, hash } = told.place.view
  if (depth < MODALS) return idIn(await quick.views.push({ trigger_id, view }))
  return idIn(await quick.views.update({ view_id, hash, view }))
}

const idIn = ({ view }: { view?: { id?: string } | undefined }): string => view?.id ?? ''
