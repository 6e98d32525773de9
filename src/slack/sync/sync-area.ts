import type { Answer } from '../door/answer.ts'
import type { Area } from '../home/areas.ts'
import { syncArea, syncWords } from './sync-area.view.ts'

/** Identity providers. None can be connected yet, and that is what it says. */
export const sync: Area = {
  id: 'sync',
  title: 'Sync',
  needs: 'connections.manage',
  isAboutEverybody: true,
  draw: async () => syncArea(),
}

/** `/people sync`, which keeps nothing from anybody. */
export const showSync = (): Answer => ({ note: syncWords() })
