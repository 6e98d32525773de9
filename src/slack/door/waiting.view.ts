import { type Modal, modal, safe, section, type Words } from '../blocks.ts'

/** Opened before anything is looked up. */
export const loadingModal = (title: string): Modal =>
  modal({ title, blocks: [section(':hourglass_flowing_sand: One moment…')] })

/**
 * A form that takes longer than Slack waits: it is being done, and this will show how it ended. It is found again by
 * a name of ours, which it has only once Slack has taken the acknowledgement: what is drawn over it comes after it.
 */
export const workingModal = (title: string, name: string): Modal => ({
  ...modal({
    title: title || 'Usher',
    blocks: [section(':hourglass_flowing_sand: Working on it… This window shows the result in a moment.')],
  }),
  external_id: name,
})

export const doneModal = (note?: Words): Modal =>
  modal({
    title: 'Done',
    blocks: note?.blocks ?? [section(`:white_check_mark: ${safe(note?.text ?? 'Done.')}`)],
  })

/** What somebody hears whose window could not show it. */
export const tooLate = 'Slack did not open the window in time, so nothing was done. Please try again.'
export const notShown =
  'Slack did not let Usher open a window to show this. Open the Home of Usher to see how things are.'
export const closedMeanwhile =
  'The window was closed before it could show how that ended. Open the Home of Usher to see how things are now.'
