import type { CardQuestion } from '../../domain/card.ts'
import { can } from '../../domain/policy.ts'
import { inWords, Refusal } from '../../domain/refusal.ts'
import type { Context } from '../../usecases/context.ts'
import { type AskedLink, answerLink, seeLinkQuestion } from '../../usecases/provisioning/link-questions.ts'
import type { Answer, Heard, Reaction } from '../door/answer.ts'
import { acting } from '../door/answer.ts'
import { refusalWords } from '../refusal-words.ts'
import { questionWords } from './provider-card.view.ts'

export const shownQuestion =
  ({ actor }: Context) =>
  (it: AskedLink): CardQuestion => ({ ...it, mayAnswer: can(actor, 'connection.link') })

/** Every owner may answer, the first one counts; whoever was asked besides sees it where they were asked. */
const answering = (answer: 'linked' | 'refused'): Reaction =>
  acting(async (heard) => {
    const { ctx, value } = heard
    try {
      await answerLink(ctx, value, answer)
    } catch (fault) {
      if (!(fault instanceof Refusal) || fault.code !== 'changed-meanwhile') throw fault
      return asItIs(
        heard,
        `:warning: Another owner has answered differently. ${inWords(refusalWords, fault).text}`,
      )
    }
    return asItIs(heard, answer === 'linked' ? said.linked : said.refused)
  })

const said = {
  linked: ':white_check_mark: The same person. The provider succeeds with its next try.',
  refused: 'Not the same person. Nothing changes, and nobody is asked again.',
}

async function asItIs({ ctx, place, value }: Heard, text: string): Promise<Answer> {
  if (place.in !== 'message') return { note: { text }, home: 'again' }
  const question = await seeLinkQuestion(ctx, value)
  return { message: questionWords(shownQuestion(ctx)(question)), home: 'again' }
}

export const linkThem = answering('linked')
export const keepApart = answering('refused')
