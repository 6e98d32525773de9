/** Payloads that Slack takes; the tables of bad ones change one thing in one of these. */
type Json = Record<string, unknown>

export const plain = (text: string, more: Json = {}) => ({ type: 'plain_text', text, ...more })
export const mrkdwn = (text: string, more: Json = {}) => ({ type: 'mrkdwn', text, ...more })
export const option = (value: string, more: Json = {}) => ({ text: plain(`Option ${value}`), value, ...more })
export const options = (count: number) => Array.from({ length: count }, (_, index) => option(`v${index}`))
export const many = <T>(count: number, it: T): T[] => Array.from({ length: count }, () => it)

export const modal = (blocks: unknown, more: Json = {}) => ({
  type: 'modal',
  title: plain('Invite people'),
  submit: plain('Send'),
  close: plain('Cancel'),
  blocks,
  ...more,
})
export const home = (blocks: unknown, more: Json = {}) => ({ type: 'home', blocks, ...more })

export const section = (more: Json = {}) => ({ type: 'section', text: mrkdwn('*Ada* was invited'), ...more })
export const accessory = (element: unknown) => section({ accessory: element })
export const actions = (...elements: unknown[]) => ({ type: 'actions', elements })
export const input = (element: unknown, more: Json = {}) => ({
  type: 'input',
  label: plain('Address'),
  element,
  ...more,
})

export const button = (more: Json = {}) => ({
  type: 'button',
  action_id: 'resend',
  text: plain('Resend'),
  value: 'one',
  ...more,
})
export const confirm = (more: Json = {}) => ({
  title: plain('Cancel the invitation?'),
  text: mrkdwn('The link *stops working*.'),
  confirm: plain('Cancel it'),
  deny: plain('Keep it'),
  style: 'danger',
  ...more,
})
export const select = (more: Json = {}) => ({
  type: 'static_select',
  action_id: 'role',
  placeholder: plain('Choose a role'),
  options: options(3),
  ...more,
})
export const checkboxes = (more: Json = {}) => ({
  type: 'checkboxes',
  action_id: 'roles',
  options: options(3),
  ...more,
})
export const overflow = (more: Json = {}) => ({
  type: 'overflow',
  action_id: 'more',
  options: options(2),
  ...more,
})
export const textInput = (more: Json = {}) => ({ type: 'plain_text_input', action_id: 'note', ...more })
export const numberInput = (more: Json = {}) => ({
  type: 'number_input',
  action_id: 'hours',
  is_decimal_allowed: false,
  ...more,
})
export const image = (more: Json = {}) => ({
  type: 'image',
  image_url: 'https://example.com/ada.png',
  alt_text: 'Ada',
  ...more,
})
export const rich = (...elements: unknown[]) => ({ type: 'rich_text', elements })
export const richSection = (...elements: unknown[]) => ({ type: 'rich_text_section', elements })

const groups = [
  { label: plain('People'), options: [option('a'), option('b')] },
  { label: plain('Robots'), options: [option('c', { description: plain('quiet') })] },
]

/** What is picked, one or several: it may stand beside a section and in an input, and one also in a row of actions. */
export const pickable: Record<string, unknown> = {
  'a select': select({ initial_option: option('v1'), focus_on_load: true, confirm: confirm() }),
  'a select with groups': select({
    options: undefined,
    option_groups: groups,
    initial_option: option('c', { description: plain('quiet') }),
  }),
  'a menu of one': select({ options: options(1) }),
  'an external select': { type: 'external_select', min_query_length: 0, initial_option: option('x') },
  'a users select': { type: 'users_select', initial_user: 'U012' },
  'a conversations select': {
    type: 'conversations_select',
    default_to_current_conversation: true,
    filter: { include: ['public', 'private'], exclude_bot_users: true },
  },
  'a channels select': { type: 'channels_select', initial_channel: 'C012' },
  checkboxes: checkboxes({
    options: [{ text: mrkdwn('*Owner*'), value: 'owner', description: mrkdwn('_everything_') }],
    initial_options: [{ text: mrkdwn('*Owner*'), value: 'owner', description: mrkdwn('_everything_') }],
  }),
  'radio buttons': { type: 'radio_buttons', options: options(10), initial_option: option('v9') },
  'a day': { type: 'datepicker', initial_date: '2028-02-29', placeholder: plain('Until') },
  'a time': { type: 'timepicker', initial_time: '09:30', timezone: 'Europe/Berlin' },
}
export const pickableSeveral: Record<string, unknown> = {
  'a multi select': {
    type: 'multi_static_select',
    options: options(100),
    initial_options: [option('v7'), option('v8')],
    max_selected_items: 2,
  },
  'a multi external select': {
    type: 'multi_external_select',
    initial_options: [option('x')],
    max_selected_items: 1,
  },
  'a multi users select': { type: 'multi_users_select', initial_users: ['U012', 'U013'] },
  'a multi conversations select': {
    type: 'multi_conversations_select',
    filter: { exclude_external_shared_channels: true },
    initial_conversations: ['C012'],
  },
  'a multi channels select': { type: 'multi_channels_select', initial_channels: ['C012'] },
}
export const clickable: Record<string, unknown> = {
  'a button': button({ style: 'danger', confirm: confirm(), accessibility_label: 'Resend to Ada' }),
  'a link button': button({ url: 'http://localhost:3000/mailbox' }),
  'an overflow': overflow({
    options: [option('cancel'), option('open', { url: 'slack://open' })],
    confirm: confirm({ style: undefined }),
  }),
}
export const typable: Record<string, unknown> = {
  'a line of text': textInput({
    multiline: true,
    min_length: 0,
    max_length: 3000,
    initial_value: 'é'.repeat(3000),
    placeholder: plain('a@x.com, b@x.com', { emoji: false }),
    dispatch_action_config: { trigger_actions_on: ['on_enter_pressed', 'on_character_entered'] },
  }),
  'an address': { type: 'email_text_input', initial_value: 'ada@example.com' },
  'a link': { type: 'url_text_input', initial_value: 'https://example.com' },
  'a whole number': numberInput({ min_value: '1', max_value: '72', initial_value: '24' }),
  'a number': numberInput({ is_decimal_allowed: true, min_value: '-0.5', max_value: '0.5' }),
  'rich text': {
    type: 'rich_text_input',
    action_id: 'note',
    initial_value: rich(richSection({ type: 'text', text: 'Hello' })),
    min_lines: 2,
    max_lines: 10,
  },
}
export const moment = { type: 'datetimepicker', initial_date_time: 1_798_761_600 }
export const fileInput = { type: 'file_input', action_id: 'list', filetypes: ['csv'], max_files: 10 }

/** Blocks that may stand on every surface. */
export const blocks: Record<string, unknown> = {
  'a section of plain text': { type: 'section', text: plain('a'.repeat(3000), { emoji: true }) },
  'a section of mrkdwn': section({ block_id: 'who', expand: true, text: mrkdwn('*a*', { verbatim: true }) }),
  'a section of fields': { type: 'section', fields: [mrkdwn('a'.repeat(2000)), ...many(9, plain('b'))] },
  'a section with an image': accessory(image()),
  actions: actions(button(), button({ action_id: 'cancel' })),
  context: { type: 'context', elements: [...many(9, mrkdwn('*12* pending')), image()] },
  'a divider': { type: 'divider', block_id: 'line' },
  'a header': { type: 'header', text: plain('a'.repeat(150)), level: 4 },
  'a great header': { type: 'header', text: plain('a'), level: 1 },
  'an image': {
    ...image({ alt_text: 'a'.repeat(2000) }),
    title: plain('a'.repeat(2000)),
    block_id: 'face',
  },
  'an image in few words': image({ alt_text: 'A' }),
  'a file of Slack as image': { type: 'image', slack_file: { id: 'F012' }, alt_text: 'Ada' },
  'rich text': rich(
    richSection(
      { type: 'text', text: 'bold', style: { bold: true, italic: false } },
      { type: 'link', url: 'https://example.com', text: 'here', unsafe: true, style: { code: true } },
      { type: 'emoji', name: 'w', unicode: '1f44b', skin_tone: 2 },
      { type: 'user', user_id: 'U012' },
      { type: 'usergroup', usergroup_id: 'S012' },
      { type: 'team', team_id: 'T012' },
      { type: 'channel', channel_id: 'C012' },
      { type: 'broadcast', range: 'here' },
      { type: 'color', value: '#FF0000' },
      { type: 'date', timestamp: 1_798_761_600, format: '{date_long}', fallback: 'soon' },
    ),
    { type: 'rich_text_list', style: 'bullet', indent: 1, elements: [richSection(), richSection()] },
    { type: 'rich_text_preformatted', border: 1, language: 'c', elements: [{ type: 'text', text: 'code' }] },
    { type: 'rich_text_quote', elements: [{ type: 'text', text: 'said' }] },
  ),
  'an input': input(textInput(), { hint: plain('One a line'), optional: true, dispatch_action: true }),
}
