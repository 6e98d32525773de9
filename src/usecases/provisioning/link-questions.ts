import * as connections from '../../db/connections.ts'
import * as questions from '../../db/link-questions.ts'
import { userIdOf } from '../../domain/actor.ts'
import { authorize } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { nameOf } from '../../domain/user.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import { redrawQuestion } from '../slack/redraw-cards.ts'

export interface AskedLink {
  id: string
  connectionName: string
  /** Who was here before. */
  userId: string
  personName: string
  email: string | null
  state: questions.SeenQuestion['state']
  /** Another connection that they would leave. */
  belongsTo: string | null
  /** What the provider calls the person it wants to make. */
  userName: string
  externalId: string | null
  askedAt: Date
  /** Nobody needs to answer for a provider that is gone. */
  isConnected: boolean
  answer: questions.SeenQuestion['answer']
  answeredAt: Date | null
  /** By name; null also where it was nobody of ours. */
  answeredBy: string | null
}

const LIMIT = 200

/** Whom providers want to make who may be somebody here already: only an owner can say. The oldest question first. */
export function listLinkQuestions(ctx: Context): Promise<AskedLink[]> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'connection.link')
    return (await questions.open(tx, within(ctx), LIMIT)).map(asked)
  })
}

/** One of them, also when it is answered. */
export function seeLinkQuestion(ctx: Context, id: string): Promise<AskedLink> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'connection.link')
    return asked(await questions.see(tx, within(ctx), id))
  })
}

export const asked = ({ person, answerer, ...it }: questions.SeenQuestion): AskedLink => ({
  ...it,
  personName: nameOf(person),
  email: person.email,
  answeredBy: answerer && nameOf(answerer),
})

/**
 * The same person: from the provider's next try on, what it says of them counts. Or not: then it stays refused, and
 * nobody is asked again for this name.
 */
export function answerLink(ctx: Context, questionId: string, answer: 'linked' | 'refused'): Promise<void> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'connection.link')
    const question = await questions.lock(tx, within(ctx), questionId)
    if (question.answer === answer) return
    if (question.answer) throw new Refusal('changed-meanwhile')
    const { name: connection, endedAt } = await connections.find(tx, within(ctx), question.connectionId)
    if (endedAt) throw new Refusal('connection-ended', { connection })
    await questions.save(tx, question, {
      answer,
      answeredAt: ctx.now(),
      answeredById: userIdOf(ctx.actor),
    })
    await redrawQuestion(tx, within(ctx), questionId, ctx.now())
    await record(tx, ctx, {
      act: answer === 'linked' ? 'user.allow-link' : 'user.refuse-link',
      targetKind: 'user',
      targetId: question.userId,
      after: { userName: question.userName, connectionId: question.connectionId },
    })
  })
}
