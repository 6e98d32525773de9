import { context, section, type Words } from '../blocks.ts'

/** What they were not told in time: whether it was done, nobody knows but whoever looks. */
export function cutOffWords(): Required<Words> {
  const headline = ':warning: Usher was interrupted while it did what you had asked for'
  return {
    text: headline,
    blocks: [
      section(
        `*${headline}*\nIt could not tell you how that ended. Please look whether it was done; if not, ask again.`,
      ),
      context('The Home of Usher shows how things are. A window that still says “One moment” can be closed.'),
    ],
  }
}
