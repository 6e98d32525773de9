import { boolean, type Check, type Fields, object, typed } from './shape.ts'
import { string } from './strings.ts'
import { words } from './words.ts'

const plain = (max: number, min: number) =>
  object({ type: string(), text: string(min, max) }, { emoji: boolean })
const mrkdwn = (max: number, min: number) =>
  object({ type: string(), text: string(min, max) }, { verbatim: boolean })

/** Another type of text where only one may stand is answered as a wrong value of the field, not as a wrong object. */
const text = (kinds: Fields): Check => typed(kinds, () => words.choice)

/** Where only plain_text may stand: everything that is a label. */
export const plainText = (max: number): Check => text({ plain_text: plain(max, 1) })
export const anyText = (max: number): Check => text({ plain_text: plain(max, 1), mrkdwn: mrkdwn(max, 1) })
/** The same two, to stand in a list beside other things. */
export const textKinds: Fields = { plain_text: plain(3000, 1), mrkdwn: mrkdwn(3000, 1) }
