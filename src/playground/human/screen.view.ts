import type { Message } from '../workspace/message.ts'
import type { Person } from '../workspace/person.ts'
import type { View } from '../workspace/view.ts'
import { blocksAsText, type Called, mrkdwnAsText } from './as-text.view.ts'

/** A modal as text: title first, its buttons last. */
export const modalAsText = (view: View, called: Called): string =>
  [
    `┌ ${view.title.text}`,
    blocksAsText(view, called),
    `└ ${[view.close?.text ?? 'Close', view.submit?.text]
      .filter(Boolean)
      .map((it) => `[${it}]`)
      .join(' ')}`,
  ]
    .filter(Boolean)
    .join('\n')

/** Where a message has blocks they are what is shown; its text is then for notifications. */
export const messageAsText = (message: Message, author: Person | undefined, called: Called): string => {
  const { values: _everybodys, ...drawn } = message
  const body = message.blocks.length ? blocksAsText(drawn, called) : mrkdwnAsText(message.text, called)
  const marks = [message.onlyFor ? '(only visible to you)' : '', message.editedTs ? '(edited)' : '']
  return [`${author?.realName ?? message.user} ${marks.filter(Boolean).join(' ')}`.trim(), body].join('\n')
}
