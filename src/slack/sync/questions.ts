import type { CardQuestion } from '../../domain/card.ts'
import { can } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Context } from '../../usecases/context.ts'
import { type AskedLink, answerLink, seeLinkQuestion } from '../../usecases/provisioning/link-questions.ts'
import type { Answer, Heard, Reaction } from '../door/answer.ts'
import { acting } from '../door/answer.ts'
import { questionWords } from './provider-card.view.ts'

export const shownQuestion =
  ({ actor }: Context) =>
  (it: AskedLink): CardQuestion => ({ ...it, mayAnswer: can(actor, 'connection.link') })

/** Every owner may answer, the first one counts; whoever was asked besides sees it where they were asked. */
const answering = (answer: 'linked' | 'refused'): Reaction =>
  acting(async (heard) => {
    try {
      await answerLink(heard.ctx, heard.value, answer)
    } catch (fault) {
      if (!(fault instanceof Refusal) || fault.code !== 'changed-meanwhile') throw fault
      return { ...(await asItIs(heard)), note: { text: tooLate } }
    }
    return heard.place.in === 'message' ? asItIs(heard) : { note: { text: said[answer] }, home: 'again' }
  })

const said = {
  linked: 'The same person. The provider succeeds with its next try.',
  refused: 'Not the same person. Nothing changes, and nobody is asked again.',
}
const tooLate = 'Another owner has answered otherwise before you, and that counts.'

/** On the card it was clicked on at once; on those of the others a little later. */
async function asItIs({ ctx, place, value }: Heard): Promise<Answer> {
  if (place.in !== 'message') return { home: 'again' }
  return { message: questionWords(shownQuestion(ctx)(await seeLinkQuestion(ctx, value))), home: 'again' }
}

export const linkThem = answering('linked')
export const keepApart = answering('refused')
