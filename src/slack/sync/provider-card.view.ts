import type { CardQuestion, LinkAskedCard, OwnerKeptCard, TokenEndingCard } from '../../domain/card.ts'
import { actions, button, context, safe, section, type Words } from '../blocks.ts'
import { moment, relative } from '../moments.ts'
import { questionBlocks, questionText } from './question.view.ts'

/** What a provider asks, or what somebody has to know of it. */
export function providerWords(card: LinkAskedCard | OwnerKeptCard | TokenEndingCard): Required<Words> {
  switch (card.occasion) {
    case 'link-asked':
      return questionWords(card.question)
    case 'owner-kept':
      return ownerKeptWords(card)
    case 'token-ending':
      return tokenEndingWords(card)
  }
}

export const questionWords = (question: CardQuestion): Required<Words> => ({
  text: questionText(question),
  blocks: questionBlocks(question),
})

const ownerKeptWords = ({ connectionName }: OwnerKeptCard): Required<Words> => ({
  text: `${connectionName} wanted to end your access`,
  blocks: [
    section(
      `:warning: *${safe(connectionName)} wanted to suspend or delete your account.*\nYou are the last owner, and without you nobody could look after the organization: so it was refused.`,
    ),
    section(
      'If you are to go, make somebody else an owner first; the provider succeeds with its next try. If you are not, correct it in the provider.',
    ),
    context('You hear of this once a day at most, however often the provider tries.'),
  ],
})

function tokenEndingWords(card: TokenEndingCard): Required<Words> {
  const { connectionId, connectionName, beginning, endsAt, lastUsedAt, now } = card
  const used = lastUsedAt ? `It was last used ${relative(lastUsedAt, now)}.` : 'It was never used.'
  return {
    text: `A token of ${connectionName} ends ${relative(endsAt, now)}`,
    blocks: [
      section(
        `:hourglass: *A token of ${safe(connectionName)} ends ${relative(endsAt, now)}*\n\`${beginning}…\` ends ${moment(endsAt)}. ${used} After that nobody is added, changed or suspended from there, until there is a new one.`,
      ),
      actions(
        button('Renew the token', 'connection.tokens', connectionId, { style: 'primary' }),
        button('Connection', 'connection.open', connectionId),
      ),
      context('If this token is not used any more, there is nothing to do.'),
    ],
  }
}
