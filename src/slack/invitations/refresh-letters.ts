import { seeLetters } from '../../usecases/invitations/see-letters.ts'
import { type Block, modal } from '../blocks.ts'
import type { Answer, Heard } from '../door/answer.ts'
import { LETTERS, lettersBlock, lettersInWords } from './letters.view.ts'

/** How far the letters are by now: in the modal that shows the outcomes, or in passing. */
export async function refreshLetters({ ctx, value, place }: Heard): Promise<Answer> {
  const letters = await seeLetters(ctx, value)
  if (place.in !== 'modal') return { note: { text: lettersInWords(letters) } }
  const blocks = (place.view.blocks as (Block & { block_id?: string })[]).map((it) =>
    it.block_id === LETTERS ? lettersBlock(letters, value) : it,
  )
  return { modal: modal({ title: place.view.title, close: 'Done', blocks }) }
}
