import type { Letter } from '../domain/message.ts'
import { confirmAddress } from './confirm-address.letter.ts'
import { deliveryFailed } from './delivery-failed.letter.ts'
import { invitation } from './invitation.letter.ts'
import { invitationAnswered } from './invitation-answered.letter.ts'
import type { Content } from './letter-content.ts'
import { layout, type Rendered } from './letter-layout.ts'
import { linkAsked } from './link-asked.letter.ts'
import { newLinkAsked } from './new-link-asked.letter.ts'
import { notice } from './notice.letter.ts'
import { ownerKept } from './owner-kept.letter.ts'
import { passwordEnding } from './password-ending.letter.ts'
import { reminder } from './reminder.letter.ts'
import { reset } from './reset.letter.ts'
import { roleEnding } from './role-ending.letter.ts'
import { slackLink } from './slack-link.letter.ts'
import { test } from './test.letter.ts'
import { tokenEnding } from './token-ending.letter.ts'
import { welcome } from './welcome.letter.ts'

type LetterOf<K, L extends Letter = Letter> = L extends Letter ? (K extends L['kind'] ? L : never) : never

/** A kind without a letter does not compile. */
const letters: { [K in Letter['kind']]: (letter: LetterOf<K>) => Content } = {
  invitation,
  reset,
  'confirm-address': confirmAddress,
  'new-link-asked': newLinkAsked,
  'invitation-accepted': invitationAnswered,
  'invitation-declined': invitationAnswered,
  'delivery-failed': deliveryFailed,
  notice,
  reminder,
  'role-ending': roleEnding,
  'token-ending': tokenEnding,
  'password-ending': passwordEnding,
  'slack-link': slackLink,
  welcome,
  'link-asked': linkAsked,
  'owner-kept': ownerKept,
  test,
}

export function render(letter: Letter): Rendered {
  // The compiler cannot see that the kind picked and the letter given belong together; the table above does.
  const write = letters[letter.kind] as (letter: Letter) => Content
  return layout(write(letter))
}
