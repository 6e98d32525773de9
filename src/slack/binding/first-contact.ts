import type { Answer, HeardFromAnybody } from '../door/answer.ts'
import { unknownWords } from './first-contact.view.ts'

/** Somebody whom we may not say anything to: strangers, guests, people not connected yet. No data, only a way on. */
export function toUnknown({ speaker, isStranger, deed, place }: HeardFromAnybody): Answer {
  if (deed === 'event' || deed === 'closing' || deed === 'options') return {}
  const why = isStranger ? 'stranger' : 'why' in speaker ? speaker.why : 'unbound'
  const note = unknownWords(why)
  if (place.in !== 'modal') return { note }
  return { modal: { type: 'modal', title: { type: 'plain_text', text: 'Usher' }, blocks: note.blocks ?? [] } }
}
