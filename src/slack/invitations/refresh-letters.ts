import { z } from 'zod'
import { seeLetters } from '../../usecases/invitations/see-letters.ts'
import { seeOutcomes } from '../../usecases/invitations/see-outcomes.ts'
import { type Block, modal } from '../blocks.ts'
import type { Answer, Heard } from '../door/answer.ts'
import { homeUrl } from '../home/home-url.ts'
import { inviteResultWords } from './invite-result.view.ts'
import { LETTERS, lettersBlock, lettersInWords, type NamedTogether } from './letters.view.ts'

/** How far the letters are by now: in the modal or in the message that shows the outcomes. */
export async function refreshLetters(heard: Heard): Promise<Answer> {
  const { ctx, value, place } = heard
  const named = namedIn(value)
  if (place.in === 'message' && named) return { message: await outcomesNow(heard, named) }
  const letters = await seeLetters(ctx, named?.invitationId ?? value)
  if (place.in !== 'modal') return { note: { text: lettersInWords(letters) } }
  const blocks = (place.view.blocks as (Block & { block_id?: string })[]).map((it) =>
    it.block_id === LETTERS ? lettersBlock(letters, value) : it,
  )
  return { modal: modal({ title: place.view.title, close: 'Done', blocks }) }
}

async function outcomesNow(heard: Heard, { invitationId, addresses, unreadable }: NamedTogether) {
  const seen = await seeOutcomes(heard.ctx, invitationId, addresses)
  return inviteResultWords({ ...seen, unreadable, by: 'letter', homeUrl: homeUrl(heard) })
}

const carried = z.object({
  invitationId: z.string(),
  addresses: z.array(z.string()),
  unreadable: z.array(z.string()),
})

function namedIn(value: string): NamedTogether | null {
  if (!value.startsWith('{')) return null
  try {
    return carried.parse(JSON.parse(value))
  } catch {
    return null
  }
}
