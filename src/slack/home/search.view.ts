import { createHash } from 'node:crypto'
import { type Block, input, textInput } from '../blocks.ts'

const LONGEST = 200

/** Called for the area and for what it shows: an input of the same name would keep what was typed into the one before. */
export const search = (area: string, initial: string, label = 'Search by name, e-mail or phone'): Block =>
  input(
    initial ? `search ${area} ${shortFor(initial)}` : `search ${area}`,
    label,
    {
      ...textInput('home.search', { initial, max: LONGEST, placeholder: 'Type and press Enter' }),
      dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
    },
    { isOptional: true, dispatches: true },
  )

/** What people write does not belong into names, and may be longer than Slack lets them be. */
const shortFor = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)
