import { messageInWords, replyInWords } from '../../domain/message-words.ts'
import { countInWords } from '../../domain/plain-words.ts'
import type { DeadLetter, Undelivered } from '../../usecases/messages/list-undelivered.ts'
import type { ResentLetters } from '../../usecases/messages/resend-undelivered.ts'
import type { TestedMail } from '../../usecases/messages/send-test-letter.ts'
import {
  actions,
  type Block,
  button,
  context,
  type Modal,
  modal,
  safe,
  section,
  type Words,
} from '../blocks.ts'
import { moment } from '../moments.ts'
import { shortened } from '../words/escape-for-slack.ts'
import { resendFailed } from './resend-failed.view.ts'

/** How the letters are doing, among the settings. */
export function emailSection(undelivered: number): Block[] {
  const how =
    undelivered > 0
      ? `:warning: *${countInWords(undelivered, 'message')}* could not be delivered.`
      : 'Everything that was promised has left, or is on its way.'
  return [
    section(
      `*E-mail*\nWhether letters leave, and what the mail server says of those that do not.\n• ${how}`,
      button('Send test e-mail', 'messages.test'),
    ),
    ...(undelivered > 0
      ? [actions(resendFailed(undelivered), button('Show them', 'messages.undelivered'))]
      : []),
  ]
}

/** In the words of the mail server: they say what is wrong better than anybody. */
export function testedModal({ to, delivery: { result, reply } }: TestedMail): Modal {
  const said = `>${safe(reply).replace(/\n/g, '\n>')}`
  const lines =
    result === 'sent'
      ? [
          section(`:white_check_mark: The mail server took a test letter to ${safe(to)}. It said:\n${said}`),
          context(
            'Not there in a few minutes? Look in spam. If it is there, the SPF, DKIM and DMARC records of your sender’s domain have to allow this mail server.',
          ),
        ]
      : [
          section(`:warning: The test letter to ${safe(to)} did not leave. What went wrong:\n${said}`),
          context(
            'Whoever runs Usher mends this in SMTP_URL, and looks with `usher doctor`. Invitations wait meanwhile and are tried again; what was given up leaves with Resend failed.',
          ),
        ]
  return modal({ title: 'Test e-mail', blocks: lines })
}

/** The newest of what was given up, each with what was said of it. */
export function undeliveredModal({ letters, all }: Undelivered, note?: Words): Modal {
  const rest = all - letters.length
  return modal({
    title: 'Not delivered',
    blocks: [
      ...(note?.blocks ?? []),
      ...(all === 0 ? [section('Everything that was promised has left, or is on its way.')] : []),
      ...letters.map(row),
      ...(rest > 0 ? [context(`And ${rest} more, older than these.`)] : []),
      ...(all > 0 ? [actions(resendFailed(all))] : []),
    ],
  })
}

const row = ({ id, kind, to, endedAt, reply, isExpired }: DeadLetter): Block =>
  section(
    [
      `*${to ? safe(shortened(to, 90)) : 'Somebody in Slack'}* · ${messageInWords(kind)}`,
      `Given up ${moment(endedAt)}${isExpired ? ' · its link has run out: Resend makes a new one' : ''}`,
      `>${safe(shortened(replyInWords(reply), 300)).replace(/\n/g, '\n>')}`,
    ].join('\n'),
    button('Resend', 'messages.resend', id),
  )

/** How it went, and why not for some: each reason once. */
export function resentWords({ again, renewed }: ResentLetters, reasons: string[]): Words {
  const lines = [
    ...(again > 0 ? [`:email: ${countInWords(again, 'message is', 'messages are')} tried again.`] : []),
    ...(renewed > 0
      ? [`:email: ${countInWords(renewed, 'new letter leaves', 'new letters leave')}: the links had run out.`]
      : []),
    ...[...new Set(reasons)].map(
      (it) => `:warning: ${reasons.filter((one) => one === it).length} × ${safe(it)}`,
    ),
  ]
  const text = lines.join('\n') || 'Nothing is left to be sent again: somebody has done so already.'
  return { text, blocks: [section(text)] }
}
