import { openHelp } from '../guide/help.ts'
import { waysInOf } from '../home/ways-in.ts'
import { openInviteForm } from '../invitations/open-invite-form.ts'
import type { SlackNeeds } from '../needs.ts'
import type { WordReaction } from './word.ts'

/** The command alone opens what is done most; whoever may bring nobody in hears what there is for them. */
export const noWords = (needs: Pick<SlackNeeds, 'commands' | 'publicUrl'>): WordReaction<'form'> => ({
  opens: 'Usher',
  react: (heard) =>
    waysInOf(heard.speaker).invite
      ? openInviteForm(heard)
      : openHelp(needs).react({ ...heard, value: 'account' }),
})
