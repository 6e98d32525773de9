import { h } from './dom.ts'
import type { PersonState } from './screen.ts'

/** Initials on the person's colour, the same everywhere; dark enough for white letters. */
export function initials(it: Pick<PersonState, 'realName' | 'colour' | 'isBot'>): HTMLElement {
  const letters = it.realName.split(/\s+/).map((word) => word.charAt(0))
  const face = h(
    'span',
    { class: `face ${it.isBot ? 'bot' : ''}`, 'aria-hidden': 'true' },
    letters.slice(0, 2).join(''),
  )
  if (!it.isBot && /^[0-9a-f]{6}$/i.test(it.colour)) face.style.setProperty('--face', `#${it.colour}`)
  return face
}
