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

/** Ten at most, which is all Slack takes in one block. */
export function checkboxes(action: string, choices: Choice[], ticked: readonly string[]): types.Checkboxes {
  const options = choices.slice(0, 10).map(option)
  const initial = options.filter((it) => ticked.includes(it.value ?? ''))
  return {
    type: 'checkboxes',
    action_id: action,
    options,
    ...(initial.length > 0 ? { initial_options: initial } : {}),
  }
}
