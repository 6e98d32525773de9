import { actions, button, input, modal, option, section, sure } from '../workspace/blocks.ts'
import type { TinyBot } from '../workspace/tiny-bot.ts'

const text = (words: string) => ({ type: 'plain_text' as const, text: words })
const tea = {
  options: [option('Green tea', 'green'), option('Black tea', 'black'), option('Mint tea', 'mint')],
}

/** A form with each kind of input there is, and a message with what stands outside of forms. */
export const everyInput = [
  input('Name', 'name', { type: 'plain_text_input', max_length: 40 }, { hint: text('As on your passport') }),
  input('Story', 'story', { type: 'plain_text_input', multiline: true }, { optional: true }),
  input('E-mail', 'email', { type: 'email_text_input' }),
  input('Site', 'site', { type: 'url_text_input' }, { optional: true }),
  input('Guests', 'guests', { type: 'number_input', is_decimal_allowed: false, max_value: '9' }),
  input('Tea', 'tea', { type: 'static_select', ...tea }),
  input('More teas', 'teas', { type: 'multi_static_select', ...tea }),
  input('City', 'city', { type: 'external_select', action_id: 'cities', min_query_length: 0 }),
  input('Cities', 'towns', { type: 'multi_external_select', action_id: 'cities', min_query_length: 0 }),
  input('Friend', 'friend', { type: 'users_select' }),
  input('Friends', 'friends', { type: 'multi_users_select' }),
  input('Room', 'room', { type: 'conversations_select' }),
  input('Extras', 'extras', {
    type: 'checkboxes',
    options: [option('Sugar', 'sugar'), option('Milk', 'milk')],
  }),
  input('Size', 'size', {
    type: 'radio_buttons',
    options: [option('Small', 'small'), option('Large', 'large')],
  }),
  input('Day', 'day', { type: 'datepicker' }),
  input('Time', 'time', { type: 'timepicker' }),
  input('Moment', 'moment', { type: 'datetimepicker' }),
  input('Letter', 'letter', { type: 'file_input', max_files: 2 }),
]

export const menu = {
  type: 'overflow' as const,
  action_id: 'more',
  options: [option('Edit', 'edit'), option('Delete', 'delete')],
}

export const menuMessage = [
  section('*Hello* <@U0ADA000000>, see <https://example.com|the page> :tada: &lt;b&gt;', { accessory: menu }),
  actions(button('Launch', 'launch', { confirm: sure }), button('Slow', 'slow')),
]

/** What the bot has heard, in the order it came. */
export interface Heard {
  values: Record<string, unknown>[]
  clicks: string[]
}

/** A bot that shows all of it and writes down what arrives. */
export function askEverything({ app }: TinyBot): Heard {
  const heard: Heard = { values: [], clicks: [] }
  app.command('/form', async ({ ack, client, command }) => {
    await ack()
    await client.views.open({ trigger_id: command.trigger_id, view: modal('Form', everyInput) })
  })
  app.command('/menu', async ({ ack, respond }) => {
    await ack()
    await respond({ text: 'A menu', blocks: menuMessage as never, response_type: 'in_channel' })
  })
  app.options('cities', async ({ ack, payload }) => {
    const all = [option('Ankara', 'ankara'), option('Berlin', 'berlin'), option('Istanbul', 'istanbul')]
    await ack({
      options: all.filter((it) => it.text.text.toLowerCase().includes(payload.value.toLowerCase())),
    })
  })
  app.view('form', async ({ ack, view }) => {
    const values = Object.fromEntries(
      Object.entries(view.state.values).map(([block, row]) => [block, Object.values(row)[0]]),
    )
    heard.values.push(values)
    const isTaken = (values.name as { value: string }).value === 'Taken'
    if (isTaken)
      await ack({ response_action: 'errors', errors: { name: 'Somebody is called that already.' } })
    else
      await ack({
        response_action: 'push',
        view: modal('Thanks', [section('All is well.')], { submit: undefined }),
      })
  })
  app.action('more', async ({ ack, action }) => {
    await ack()
    heard.clicks.push((action as { selected_option: { value: string } }).selected_option.value)
  })
  app.action('plain', async ({ ack }) => {
    await ack()
    heard.clicks.push('plain')
  })
  app.action('launch', async ({ ack, respond }) => {
    await ack()
    heard.clicks.push('launch')
    await respond({
      replace_original: true,
      text: 'Launched',
      blocks: [section('Launched at <!date^0^{date}|1970>')],
    })
  })
  app.shortcut('greet', async ({ ack, client, shortcut }) => {
    await ack()
    await client.views.open({ trigger_id: shortcut.trigger_id, view: modal('Greet', [section('Good day.')]) })
  })
  app.shortcut('quote', async ({ ack, client, shortcut }) => {
    await ack()
    const { text: said } = (shortcut as unknown as { message: { text: string } }).message
    await client.views.open({ trigger_id: shortcut.trigger_id, view: modal('Quote', [section(`> ${said}`)]) })
  })
  app.event('app_home_opened', async () => {})
  return heard
}
