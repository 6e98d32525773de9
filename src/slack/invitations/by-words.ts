import { inWords, Refusal } from '../../domain/refusal.ts'
import type { Context } from '../../usecases/context.ts'
import { findMeant, type Meant } from '../../usecases/invitations/find-meant.ts'
import { resendInvitation } from '../../usecases/invitations/resend-invitation.ts'
import type { WordReaction } from '../commands/word.ts'
import type { Heard } from '../door/answer.ts'
import { refusalWords } from '../refusal-words.ts'
import type { Targets } from '../words/read-targets.ts'
import { meantWords, nobodyNamed, type Resent, resentWords, unmeant } from './by-words.view.ts'
import { askBeforeCancel } from './cancel-form.view.ts'
import { whom } from './invitation.view.ts'
import { mentioned } from './mentioned.ts'

interface Looked {
  found: Meant[]
  /** People of whom Slack tells no address. */
  silent: string[]
}

async function lookFor(heard: Heard, targets: Targets): Promise<Looked> {
  const { emails, silent } = await mentioned(heard, targets.mentions)
  const named = [...new Set([...targets.people, ...emails])]
  return { found: named.length > 0 ? await findMeant(heard.ctx, named) : [], silent }
}

const namesNobody = ({ people, mentions }: Targets): boolean => people.length + mentions.length === 0

/** "resend ada@x.test, bob@y.test": each has its outcome, and one that can not be sent stops no other. */
export const resendByWords: WordReaction<'resend'> = {
  react: async (heard, { targets }) => {
    if (namesNobody(targets)) return { note: nobodyNamed('resend') }
    const { found, silent } = await lookFor(heard, targets)
    const outcomes: Resent[] = []
    for (const one of found) outcomes.push(await resendMeant(heard.ctx, one))
    return { note: resentWords(outcomes, silent), home: 'again' }
  },
}

async function resendMeant(ctx: Context, meant: Meant): Promise<Resent> {
  const [only, other] = meant.invitations
  if (!only || other) return { meant }
  try {
    await resendInvitation(ctx, only.id)
    return { resent: only }
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault
    return { refused: only, why: inWords(refusalWords, fault).text }
  }
}

/** "cancel ada@x.test "wrong address"": asks first, naming whom it is about. */
export const cancelByWords: WordReaction<'cancel'> = {
  opens: ({ targets }) => (namesNobody(targets) ? null : 'Cancel invitation'),
  react: async (heard, { targets }) => {
    if (namesNobody(targets)) return { note: nobodyNamed('cancel') }
    const { found, silent } = await lookFor(heard, targets)
    const clear = found.flatMap(({ invitations }) => (invitations.length === 1 ? invitations : []))
    const unique = [...new Map(clear.map((it) => [it.id, it])).values()]
    const unclear = found.filter(({ invitations }) => invitations.length !== 1)
    if (unique.length === 0) return { note: meantWords(unclear, silent) }
    const left = unclear.map((it) => unmeant(it, whom))
    return { modal: askBeforeCancel(unique, { why: targets.why, left: [...left, ...silent] }) }
  },
}
