import type { types } from '@slack/bolt'
import { type Choice, option } from './blocks.ts'

/** The inputs that only some forms have. */
export function radio(action: string, choices: Choice[], chosen: string): types.RadioButtons {
  const options = choices.map(option)
  const initial = options.find((it) => it.value === chosen)
  return {
    type: 'radio_buttons',
    action_id: action,
    options,
    ...(initial ? { initial_option: initial } : {}),
  }
}

export const dateTimeInput = (action: string, initial: Date | null): types.DateTimepicker => ({
  type: 'datetimepicker',
  action_id: action,
  ...(initial ? { initial_date_time: Math.floor(initial.getTime() / 1000) } : {}),
})
