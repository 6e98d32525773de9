import type { Answer, HeardFromAnybody } from '../door/answer.ts'
import type { SlackNeeds } from '../needs.ts'
import { unknownModal, unknownWords, type Why } from './first-contact.view.ts'
import { isHomeTab } from './follow-slack.ts'

/** Somebody whom we may not say anything to: strangers, guests, people not connected yet. No data, only a way on. */
export const toUnknown =
  ({ publicUrl }: Pick<SlackNeeds, 'publicUrl'>) =>
  (heard: HeardFromAnybody): Answer => {
    const { deed, name, place, body } = heard
    if (deed === 'event' && name === 'app_home_opened') return isHomeTab(body) ? { home: 'again' } : {}
    if (deed === 'event' || deed === 'closing' || deed === 'options') return {}
    const why = whyUnknown(heard)
    if (place.in === 'home') return { home: 'again' }
    return place.in === 'modal'
      ? { modal: unknownModal(why, publicUrl) }
      : { note: unknownWords(why, publicUrl) }
  }

export const whyUnknown = ({ isStranger, speaker }: HeardFromAnybody): Why =>
  isStranger || !('why' in speaker) ? 'stranger' : speaker.why
