import type { Meant } from '../../usecases/invitations/find-meant.ts'
import type { ListedInvitation } from '../../usecases/invitations/list-invitations.ts'
import { type Block, button, safe, section, type Words } from '../blocks.ts'
import { runs } from '../commands/people.view.ts'
import { addressOf, stateWords, whom } from './invitation.view.ts'
import { silentInWords } from './mentioned.ts'

/** What became of one that was typed. */
export type Resent =
  | { resent: ListedInvitation }
  | { refused: ListedInvitation; why: string }
  | { meant: Meant }

export function resentWords(outcomes: Resent[], silent: string[]): Words {
  const count = outcomes.filter((it) => 'resent' in it).length
  return {
    text: count === 1 ? '1 invitation was sent again.' : `${count} invitations were sent again.`,
    blocks: [...outcomes.flatMap((it, at) => resentBlocks(it, at)).slice(0, 45), ...silentBlocks(silent)],
  }
}

function resentBlocks(it: Resent, at: number): Block[] {
  if ('meant' in it) return meantBlocks(it.meant, at)
  if ('refused' in it) return [section(`:warning: *${safe(whom(it.refused))}* · ${safe(it.why)}`)]
  return [
    section(
      `:email: *${safe(whom(it.resent))}* · a new letter is queued; its link is new, every earlier one is dead`,
    ),
  ]
}

/** Nothing, or more than one: what was typed, and the way on. */
export const meantWords = (all: Meant[], silent: string[]): Words => ({
  text: 'No open invitation was found.',
  blocks: [...all.flatMap((it, at) => meantBlocks(it, at)).slice(0, 45), ...silentBlocks(silent)],
})

function meantBlocks(meant: Meant, at: number): Block[] {
  const { typed, invitations } = meant
  if (invitations.length === 0)
    return [
      section(
        `:grey_question: ${unmeant(meant)}`,
        typed.includes('@') ? runs('Invite', `invite ${typed}`, at) : runs('Find', `find ${typed}`, at),
      ),
    ]
  return [
    section(`:busts_in_silhouette: ${unmeant(meant)}`),
    ...invitations.map((it) =>
      section(
        `*${safe(whom(it))}* · ${safe(addressOf(it) ?? 'by link')}\n${stateWords[it.state]}`,
        button('Open', 'invitation.open', it.id),
      ),
    ),
  ]
}

/** "“Jo” could be …", "Nobody called “Jo” has …". */
export const unmeant = ({ typed, invitations }: Meant, name?: (it: ListedInvitation) => string): string =>
  invitations.length === 0
    ? `“${safe(typed)}” has no open invitation.`
    : `“${safe(typed)}” could be several people${name ? `: ${invitations.map((it) => safe(name(it))).join(', ')}` : ''}. Name the address, or choose.`

const silentBlocks = (silent: string[]): Block[] =>
  silent.slice(0, 4).map((it) => section(`:grey_question: ${safe(silentInWords(it))}`))

const asks = {
  resend: 'Say whom: `resend ada@example.com`. The list of open invitations has a button beside each.',
  cancel:
    'Say whom: `cancel ada@example.com "wrong address"`. The list of open invitations has a button beside each.',
}

export function nobodyNamed(word: keyof typeof asks): Words {
  return {
    text: asks[word].replaceAll('`', ''),
    blocks: [section(asks[word], runs('Show open invitations', 'pending'))],
  }
}
