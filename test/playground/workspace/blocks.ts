/** The few blocks these tests need, written short. */
export const plain = (text: string) => ({ type: 'plain_text' as const, text })
export const button = (text: string, action_id: string, more = {}) => ({
  type: 'button' as const,
  text: plain(text),
  action_id,
  ...more,
})
export const section = (text: string, more = {}) => ({
  type: 'section' as const,
  text: { type: 'mrkdwn' as const, text },
  ...more,
})
export const actions = (...elements: ReturnType<typeof button>[]) => ({ type: 'actions' as const, elements })
export const input = (label: string, block_id: string, element: object, more = {}) => ({
  type: 'input' as const,
  block_id,
  label: plain(label),
  element: { action_id: 'it', ...element },
  ...more,
})
export const option = (text: string, value: string) => ({ text: plain(text), value })
export const modal = (title: string, blocks: object[], more = {}) =>
  ({
    type: 'modal',
    callback_id: title.toLowerCase(),
    title: plain(title),
    submit: plain('Send'),
    blocks,
    ...more,
  }) as never
export const home = (...blocks: object[]) => ({ type: 'home', blocks }) as never
export const sure = {
  title: plain('Sure?'),
  text: plain('This cannot be undone.'),
  confirm: plain('Yes'),
  deny: plain('No'),
}
