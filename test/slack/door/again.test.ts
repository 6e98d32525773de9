import { describe, expect, test } from 'vitest'
import { checkView } from '../../../src/playground/blocks/views.ts'
import { formAgain } from '../../../src/slack/door/again.ts'
import { type Told, tell } from '../../../src/slack/door/told.ts'

const label = (text: string) => ({ type: 'plain_text', text })
const options = ['a', 'b', 'c'].map((value) => ({ text: label(value), value }))
const dates = { type: 'datepicker', initial_date: '2026-01-01' }
/** Every input there is: its element, what Slack says of it, and what has to stand in it again. */
const inputs: Record<string, { element: object; state: object; again: object }> = {
  text: {
    element: { type: 'plain_text_input', initial_value: 'old' },
    state: { value: 'new' },
    again: { initial_value: 'new' },
  },
  emptied: { element: { type: 'plain_text_input', initial_value: 'old' }, state: { value: null }, again: {} },
  email: {
    element: { type: 'email_text_input' },
    state: { value: 'a@b.test' },
    again: { initial_value: 'a@b.test' },
  },
  number: {
    element: { type: 'number_input', is_decimal_allowed: false },
    state: { value: '3' },
    again: { initial_value: '3' },
  },
  select: {
    element: { type: 'static_select', options, initial_option: options[0] },
    state: { selected_option: options[1] },
    again: { initial_option: options[1] },
  },
  search: {
    element: { type: 'external_select' },
    state: { selected_option: options[1] },
    again: { initial_option: options[1] },
  },
  several: {
    element: { type: 'multi_static_select', options },
    state: { selected_options: [options[0], options[2]] },
    again: { initial_options: [options[0], options[2]] },
  },
  boxes: {
    element: { type: 'checkboxes', options, initial_options: [options[0]] },
    state: { selected_options: [] },
    again: {},
  },
  radio: {
    element: { type: 'radio_buttons', options, initial_option: options[0] },
    state: { selected_option: options[2] },
    again: { initial_option: options[2] },
  },
  day: { element: dates, state: { selected_date: '2026-05-06' }, again: { initial_date: '2026-05-06' } },
  noDay: { element: dates, state: { selected_date: null }, again: {} },
  time: {
    element: { type: 'timepicker' },
    state: { selected_time: '09:30' },
    again: { initial_time: '09:30' },
  },
  moment: {
    element: { type: 'datetimepicker' },
    state: { selected_date_time: 1_800_000_000 },
    again: { initial_date_time: 1_800_000_000 },
  },
  person: {
    element: { type: 'users_select' },
    state: { selected_user: 'U0ADA000000' },
    again: { initial_user: 'U0ADA000000' },
  },
  people: {
    element: { type: 'multi_users_select' },
    state: { selected_users: ['U0ADA000000'] },
    again: { initial_users: ['U0ADA000000'] },
  },
  channel: {
    element: { type: 'channels_select' },
    state: { selected_channel: 'C0GENERAL00' },
    again: { initial_channel: 'C0GENERAL00' },
  },
  channels: {
    element: { type: 'multi_channels_select' },
    state: { selected_channels: ['C0GENERAL00'] },
    again: { initial_channels: ['C0GENERAL00'] },
  },
  talk: {
    element: { type: 'conversations_select' },
    state: { selected_conversation: 'C0GENERAL00' },
    again: { initial_conversation: 'C0GENERAL00' },
  },
}

const sent = (): Told => {
  const blocks = Object.entries(inputs).map(([name, { element }]) => ({
    type: 'input',
    block_id: name,
    label: label(name),
    optional: true,
    element: { action_id: name, ...element },
  }))
  const values = Object.fromEntries(
    Object.entries(inputs).map(([name, { element, state }]) => [name, { [name]: { ...element, ...state } }]),
  )
  const told = tell({
    type: 'view_submission',
    user: { id: 'U0ADA000000' },
    team: { id: 'T0ACME00000' },
    view: {
      id: 'V1',
      hash: '1.a',
      type: 'modal',
      callback_id: 'trial.form',
      title: label('Trial'),
      submit: label('Send'),
      close: label('Not now'),
      private_metadata: '{"id":"7"}',
      notify_on_close: true,
      blocks,
      state: { values },
    },
  })
  if (!told) throw new Error('It was not understood')
  return told
}

describe('a form that is shown again', () => {
  const again = formAgain(sent(), ['That is wrong.'])
  const elementOf = (name: string) =>
    (again.blocks as { block_id?: string; element?: Record<string, unknown> }[]).find(
      (it) => it.block_id === name,
    )?.element ?? {}

  test.each(Object.keys(inputs))('keeps what stood in %s', (name) => {
    const initial = Object.entries(elementOf(name)).filter(([key]) => key.startsWith('initial_'))
    expect(Object.fromEntries(initial)).toEqual(inputs[name]?.again)
  })

  test('is a view that Slack takes, with its buttons, its name and what it carried', () => {
    expect(checkView(again)).toEqual([])
    expect(again).toMatchObject({
      callback_id: 'trial.form',
      private_metadata: '{"id":"7"}',
      notify_on_close: true,
      submit: { text: 'Send' },
      close: { text: 'Not now' },
    })
  })

  test('shows what is wrong once, however often it is wrong', () => {
    const told = sent()
    const view = { ...(told.body.view as object), blocks: again.blocks }
    const twice = formAgain(tell({ ...told.body, view }) as Told, ['Still wrong.'])
    expect(JSON.stringify(twice)).toContain('Still wrong.')
    expect(JSON.stringify(twice)).not.toContain('That is wrong.')
    expect(twice.blocks).toHaveLength(again.blocks.length)
  })
})
