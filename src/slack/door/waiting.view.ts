import { type Modal, modal, section } from '../blocks.ts'

/** Opened before anything is looked up. */
export const loadingModal = (title: string): Modal =>
  modal({ title, blocks: [section(':hourglass_flowing_sand: One moment…')] })

/** A form that takes longer than Slack waits: it is being done, and this will show how it ended. */
export const workingModal = (title: string): Modal =>
  modal({
    title,
    blocks: [section(':hourglass_flowing_sand: Working on it… This window shows the result in a moment.')],
  })

export const doneModal = (title: string, text: string): Modal => modal({ title, blocks: [section(text)] })
