import * as questions from '../../db/link-questions.ts'
import { userIdOf } from '../../domain/actor.ts'
import { authorize } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { nameOf } from '../../domain/user.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'

export interface AskedLink {
  id: string
  connectionName: string
  /** Who was here before. */
  userId: string
  personName: string
  email: string | null
  state: questions.OpenQuestion['state']
  /** Another connection that they would leave. */
  belongsTo: string | null
  /** What the provider calls the person it wants to make. */
  userName: string
  externalId: string | null
  askedAt: Date
}

const LIMIT = 200

/** Whom providers want to make who may be somebody here already: only an owner can say. The oldest question first. */
export function listLinkQuestions(ctx: Context): Promise<AskedLink[]> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'connection.link')
    const open = await questions.open(tx, within(ctx), LIMIT)
    return open.map(({ person, ...it }) => ({ ...it, personName: nameOf(person), email: person.email }))
  })
}

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
    await questions.save(tx, question, {
      answer,
      answeredAt: ctx.now(),
      answeredById: userIdOf(ctx.actor),
    })
    await record(tx, ctx, {
      act: answer === 'linked' ? 'user.allow-link' : 'user.refuse-link',
      targetKind: 'user',
      targetId: question.userId,
      after: { userName: question.userName, connectionId: question.connectionId },
    })
  })
}
