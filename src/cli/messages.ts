import { messageInWords } from '../domain/message-words.ts'
import { inWords } from '../domain/refusal.ts'
import type { Context } from '../usecases/context.ts'
import { type DeadLetter, listUndelivered } from '../usecases/messages/list-undelivered.ts'
import { resendUndelivered } from '../usecases/messages/resend-undelivered.ts'
import { operatorIn } from './acting.ts'
import { deadList, resentInWords } from './messages.view.ts'
import { refusalWords } from './refusal-words.ts'
import { type Answer, type Read, readWords, WrongWords } from './words.ts'

export const messagesUsage = [
  'usher messages dead [--organization O]',
  'usher messages resend ID… | --all [--organization O]',
].join('\n')

/** More than a screen shows; how many there are besides is said. */
const SHOWN = 100

export function readMessages(words: string[]): Read {
  const options = { all: { type: 'boolean' }, organization: { type: 'string' } } as const
  const { values, positionals } = readWords(words, options, messagesUsage)
  const [verb = '', ...ids] = positionals
  const deed = deedOf(verb, ids, values.all === true)
  return {
    run: async ({ ctx }) => deed((await operatorIn(ctx, values.organization)).acting),
  }
}

function deedOf(verb: string, ids: string[], all: boolean): (ctx: Context) => Promise<Answer> {
  if (verb === 'dead') {
    if (ids.length > 0 || all) throw wrong('messages dead takes no other words.')
    return list
  }
  if (verb !== 'resend') throw wrong(verb ? `messages can not ${verb}.` : 'Say what to do with messages.')
  if (all === ids.length > 0)
    throw wrong('Which messages? Give the ids that usher messages dead shows, or --all.')
  return (ctx) => resend(ctx, all ? null : ids)
}

const wrong = (what: string) => new WrongWords(`${what}\n\n${messagesUsage}`)

async function list(ctx: Context): Promise<Answer> {
  const found = await listUndelivered(ctx, SHOWN)
  return {
    text: deadList(found, ctx.now()),
    json: { all: found.all, messages: found.letters.map(letterJson) },
  }
}

const letterJson = ({
  id,
  kind,
  status,
  to,
  reply,
  attempts,
  createdAt,
  endedAt,
  isExpired,
}: DeadLetter) => ({
  ...{ messageId: id, kind, about: messageInWords(kind), status, to, reply, attempts },
  ...{ promisedAt: createdAt, givenUpAt: endedAt, linkHasExpired: isExpired },
})

async function resend(ctx: Context, ids: string[] | null): Promise<Answer> {
  const { again, renewed, refusals } = await resendUndelivered(ctx, ids)
  const reasons = refusals.map((it) => inWords(refusalWords, it))
  return {
    text: resentInWords({ again, renewed }, reasons),
    json: { again, renewed, refused: reasons },
    isRefused: reasons.length > 0,
  }
}
