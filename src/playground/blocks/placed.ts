import { isObject, type Json, listOf } from './shape.ts'

/** A part and where it stands, for the rules that compare parts with each other. */
export interface Placed {
  it: Json
  at: string
}

/** No list that is compared may be longer than this; what comes after has been refused already. */
const most = 100

export const place = (items: unknown, at: string): Placed[] =>
  listOf(items)
    .slice(0, most)
    .flatMap((it, index) => (isObject(it) ? [{ it, at: `${at}/${index}` }] : []))
