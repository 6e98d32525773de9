import { showAudit } from '../audit/audit.ts'
import type { Reaction } from '../door/answer.ts'
import { showGroups } from '../groups/groups-area.ts'
import { showHelp, showOrg } from '../guide/help.ts'
import { cancelByWords, resendByWords } from '../invitations/by-words.ts'
import { inviteByCommand } from '../invitations/invite-by-command.ts'
import { pending } from '../invitations/pending.ts'
import type { SlackNeeds } from '../needs.ts'
import { showRoles } from '../roles/roles-area.ts'
import { showSettings } from '../settings/settings-area.ts'
import { syncByWords } from '../sync/sync-area.ts'
import { peopleWords } from '../users/people-words.ts'
import { noFile } from './no-file.ts'
import { noWords } from './no-words.ts'
import { notUnderstood } from './not-understood.ts'
import { reactionTo, readBlindly, readFully, titleFor, type WordReactions } from './word.ts'

/** The root command: one line for each of its words. */
const wordsOf = (needs: SlackNeeds): WordReactions => ({
  cancel: cancelByWords,
  audit: { react: showAudit },
  export: noFile(needs),
  form: noWords(needs),
  groups: { react: showGroups },
  help: { react: (_, asked) => showHelp(needs, asked) },
  import: noFile(needs),
  invite: inviteByCommand,
  pending,
  resend: resendByWords,
  org: { react: (_, { text }) => showOrg(needs, text) },
  roles: { react: showRoles },
  settings: { react: showSettings },
  sync: syncByWords,
  unknown: notUnderstood(needs),
  ...peopleWords(needs),
})

/** `/people …`, and every button that offers to run it with other words. */
export function people(needs: SlackNeeds): Reaction {
  const reactions = wordsOf(needs)
  return {
    opens: (told) => titleFor(reactions, readBlindly(told)),
    react: async (heard) => {
      const asked = await readFully(heard, readBlindly(heard))
      return reactionTo(reactions, asked).react(heard, asked)
    },
  }
}
