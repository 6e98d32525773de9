import type { CardQuestion } from '../../domain/card.ts'
import { actions, type Block, button, context, safe, section } from '../blocks.ts'
import { moment } from '../moments.ts'

/** Whose identities are taken to be one, and what comes of it. */
export function questionBlocks(it: CardQuestion): Block[] {
  const email = it.email && it.email !== it.userName ? ` (${safe(it.email)})` : ''
  return [
    section(
      [
        `:grey_question: *${safe(it.connectionName)}* says that *${safe(it.userName)}* is one of its people.`,
        `*${safe(it.personName)}*${email} was here before. Are they the same person?`,
      ].join('\n'),
    ),
    ...(it.answer ? [context(answerLine(it))] : it.isConnected ? waiting(it) : [gone(it)]),
  ]
}

function waiting(it: CardQuestion): Block[] {
  const elsewhere = it.belongsTo ? ` They belong to ${safe(it.belongsTo)} now, and would leave it.` : ''
  return [
    ...(it.mayAnswer
      ? [
          actions(
            button('Link them', `link.same#${it.id}`, it.id, {
              style: 'primary',
              confirm: {
                title: 'The same person?',
                text: `${it.connectionName} says from then on who ${it.personName} is, and whether they may come in.`,
                yes: 'Link them',
              },
            }),
            button('Not the same person', `link.different#${it.id}`, it.id),
            button('Profile', `user.open#${it.id}`, it.userId),
          ),
        ]
      : []),
    context(
      `Asked ${moment(it.askedAt)}. Until an owner answers, nothing changes and the provider is refused.${elsewhere}`,
    ),
  ]
}

const gone = ({ connectionName }: CardQuestion): Block =>
  context(`${safe(connectionName)} is disconnected meanwhile: there is nothing to answer.`)

function answerLine({ answer, answeredBy, answeredAt, connectionName }: CardQuestion): string {
  const when = `${answeredBy ? ` by ${safe(answeredBy)}` : ''}${answeredAt ? `, ${moment(answeredAt)}` : ''}`
  return answer === 'linked'
    ? `:white_check_mark: The same person, said${when}. They are linked when ${safe(connectionName)} tries again, which it does by itself.`
    : `:no_entry_sign: Not the same person, said${when}. ${safe(connectionName)} stays refused, and nobody is asked again.`
}

/** What a phone shows of it. */
export const questionText = ({ connectionName, personName, answer }: CardQuestion): string => {
  if (answer === 'linked') return `${personName} is linked to ${connectionName}`
  if (answer === 'refused') return `${personName} is nobody of ${connectionName}`
  return `${connectionName} asks whether ${personName} is one of its people`
}
