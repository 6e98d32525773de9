import type { Card, CardOccasion, InvitationCard } from '../../domain/card.ts'
import type { InvitationState } from '../../domain/states.ts'
import { actions, type Block, button, context, safe, section, type Words } from '../blocks.ts'
import { cutOffWords } from '../door/cut-off.view.ts'
import { actionButtons, invitationLines, inviterOf, whom } from '../invitations/invitation.view.ts'
import { moment } from '../moments.ts'
import { channelLostWords } from '../reminders/channel-lost.view.ts'
import { reminderWords } from '../reminders/reminder.view.ts'
import { stagedWords } from '../staged/progress.view.ts'
import { providerWords } from '../sync/provider-card.view.ts'

type Say = (who: string, card: InvitationCard) => string

/** The same card says what became of a request. */
const awaited: Partial<Record<InvitationState, string>> = {
  'awaiting approval': 'waits for somebody else to approve it',
  denied: 'was denied',
  cancelled: 'is closed',
}

/** What happened, in one line: it is what a phone shows of the card before it is opened. */
const said: Record<CardOccasion, Say> = {
  'invitation-accepted': (who) => `:tada: ${who} has accepted your invitation`,
  'invitation-declined': (who) => `${who} has declined your invitation`,
  'delivery-failed': (who) => `:email: Your invitation did not reach ${who}`,
  'new-link-asked': (who) => `${who} asks for a new link`,
  'approval-asked': (who, { invitation }) =>
    `:raised_hand: ${inviterOf(invitation)} would like to invite ${who}`,
  'approval-awaited': (who, { invitation: { state } }) =>
    `Your request to invite ${who} ${awaited[state] ?? 'was approved'}`,
  'approval-decided': (who, { invitation: { state } }) =>
    state === 'denied'
      ? `Your request to invite ${who} was denied`
      : `Your request to invite ${who} was approved`,
  'approval-ending': (who, { invitation }) =>
    invitation.state === 'awaiting approval'
      ? `:hourglass_flowing_sand: Nobody has decided yet: ${inviterOf(invitation)} would like to invite ${who}`
      : `${inviterOf(invitation)} would like to invite ${who}`,
  'approval-undecided': (who) =>
    `Your request to invite ${who} has ended: nobody decided in time. You can ask again`,
}

/** A card shows what it is about as that is now: whatever can still be done about it is beside it. */
export const cardWords = (card: Card): Required<Words> =>
  'invitation' in card
    ? invitationWords(card)
    : card.occasion === 'reminder'
      ? reminderWords(card)
      : card.occasion === 'channel-lost'
        ? channelLostWords(card)
        : card.occasion === 'cut-off'
          ? cutOffWords()
          : card.occasion === 'staged-run'
            ? stagedWords(card.run)
            : providerWords(card)

function invitationWords(card: InvitationCard): Required<Words> {
  const { invitation, occasion, failure, endsUndecidedAt } = card
  const headline = said[occasion](safe(whom(invitation)), card)
  const buttons = [...actionButtons(invitation), button('Details', 'invitation.open', invitation.id)]
  const blocks: Block[] = [
    section(`*${headline}*`),
    ...(failure ? [section(`The mail server said:\n>${safe(failure).replace(/\n/g, '\n>')}`)] : []),
    ...invitationLines(invitation, null),
    actions(...buttons),
    ...(occasion === 'approval-ending' && invitation.state === 'awaiting approval' && endsUndecidedAt
      ? [context(`Without a decision the request ends ${moment(endsUndecidedAt)}.`)]
      : []),
    ...(occasion === 'approval-asked' && invitation.state === 'awaiting approval'
      ? [context('Everything that waits for approval stands on the Home of Usher, under Invitations.')]
      : []),
  ]
  return { text: headline, blocks }
}
