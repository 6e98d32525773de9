import { type Home, home, safe, section, type Words } from '../blocks.ts'

/** Something we can explain: what happened, why, what to do next. */
export interface Trouble {
  text: string
  /** The field of the form that it is about. */
  field?: string
}

export const troubleNote = ({ text }: Trouble): Words => ({
  text,
  blocks: [section(`:warning: ${safe(text)}`)],
})

/** Something we can not: the number finds the whole story in the log. */
export const bug = (requestId: string): Trouble => ({
  text: `Something went wrong on our side. Please look whether it was done before you try again; if it keeps happening, tell whoever runs Usher this number: ${requestId}.`,
})

/** A Home that can not be drawn says why. */
export const bareHome = ({ text, blocks }: Words): Home => home(blocks ?? [section(safe(text))])
