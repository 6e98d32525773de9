import { invitePeople } from '../../usecases/invitations/invite-people.ts'
import { seeInviteChoices } from '../../usecases/invitations/see-invite-choices.ts'
import { actions, button, safe, section, type Words } from '../blocks.ts'
import { lineOf, type WordReaction } from '../commands/word.ts'
import type { Heard } from '../door/answer.ts'
import { homeUrl } from '../home/home-url.ts'
import { needsForm, type Written, written } from './draft-from-words.ts'
import { inviteForm } from './invite-form.view.ts'
import { inviteResult, inviteResultWords } from './invite-result.view.ts'
import { mentioned } from './mentioned.ts'
import { wishOf } from './send-invitations.ts'

/** From here on the outcomes are too many for a message. */
const MANY = 10

/** "invite ada@x.test as Admin": sent at once where all is clear, else the form with what was understood. */
export const inviteByCommand: WordReaction<'invite'> = {
  opens: ({ invite }) =>
    needsForm(invite) || invite.by === 'link' || invite.addresses.length > MANY ? 'Invite people' : null,
  react: async (heard, { invite }) => {
    const { ctx, speaker, showsModal } = heard
    const choices = await seeInviteChoices(ctx)
    const named = await mentioned(heard, invite.mentions)
    const it = written(invite, named, choices, speaker.timeZone)
    if (isUnclear(it))
      return showsModal ? { modal: inviteForm(choices, it.draft) } : { note: unclearWords(heard, it) }
    const outcomes = await invitePeople(ctx, wishOf(heard, it.draft, it.addresses, choices))
    const sent = { outcomes, unreadable: it.unreadable, by: invite.by, homeUrl: homeUrl(heard) }
    return showsModal
      ? { modal: inviteResult(sent), home: 'again' }
      : { note: inviteResultWords(sent), home: 'again' }
  },
}

const isUnclear = ({ draft }: Written): boolean =>
  draft.troubles.length > 0 ||
  draft.looksLike.length > 0 ||
  (draft.when === 'later' && !draft.sendAt) ||
  (draft.when !== 'now' && draft.by === 'link')

/** What Slack lets a button carry. */
const LINE = 2000

/** Too late to open a modal: what is wrong is said, and the form is one click away. */
function unclearWords(heard: Heard, { draft }: Written): Words {
  const line = lineOf(heard)
  return {
    text: draft.troubles.join(' ') || 'Please look at these addresses again.',
    blocks: [
      section(
        `Nothing was sent yet.\n${draft.troubles.map((it) => `:warning: ${safe(it)}`).join('\n')}`.trim(),
      ),
      ...(line.length <= LINE
        ? [actions(button('Open the form', 'invite.form', line, { style: 'primary' }))]
        : []),
    ],
  }
}
