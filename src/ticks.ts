import { randomBytes } from 'node:crypto'
import type { House } from './house.ts'
import type { Tick } from './scheduler.ts'
import { askAgain } from './usecases/approvals/ask-again.ts'
import { endUndecided } from './usecases/approvals/end-undecided.ts'
import { sealAudit } from './usecases/audit/seal-audit.ts'
import { warnOfExpiringTokens } from './usecases/connections/warn-of-expiring-tokens.ts'
import type { Outside } from './usecases/context.ts'
import { forgetOld } from './usecases/forget-old.ts'
import { sendScheduled } from './usecases/invitations/send-scheduled.ts'
import { callWaiting, forgetTurns } from './usecases/messages/take-turn.ts'
import { takeUpOverdue } from './usecases/messages/take-up-overdue.ts'
import { warnOfEndingPasswords } from './usecases/passwords/warn-of-ending-passwords.ts'
import { digestTheWeek } from './usecases/reminders/digest-the-week.ts'
import { redrawRunOut } from './usecases/reminders/redraw-run-out.ts'
import { remindAboutPending } from './usecases/reminders/remind-about-pending.ts'
import { endTemporaryGrants } from './usecases/roles/end-temporary-grants.ts'
import { warnOfEndingGrants } from './usecases/roles/warn-of-ending-grants.ts'
import { forgetTries } from './usecases/sessions/count-tries.ts'
import { forgetDeeds } from './usecases/slack/hear-from.ts'
import { tellOfCutOff } from './usecases/slack/tell-of-cut-off.ts'
import { inviteStaged } from './usecases/staged/invite-staged.ts'
import { purgeUsers } from './usecases/users/purge-users.ts'

/** A number for each thing that is done by itself: the log and the audit have the same. */
export const byTheClock = (house: House): Outside =>
  house.begin({ requestId: `clock-${randomBytes(6).toString('hex')}`, surface: 'clock', ip: null })

/** What is done by itself, and when. Whether anything is due is for the rows to say. */
export function ticksOf(house: House): Tick[] {
  const tick = (name: string, cron: string, run: (ctx: Outside) => Promise<unknown>): Tick => ({
    name,
    cron,
    run: () => run(byTheClock(house)),
  })
  const tidy = (...it: Parameters<typeof tick>): Tick => ({ ...tick(...it), isTidying: true })
  return [
    tick('take up overdue letters', '*/10 * * * * *', takeUpOverdue),
    tick('call who waits for a turn', '*/10 * * * * *', (ctx) => callWaiting(ctx, house.config.mail)),
    tidy('seal the audit', '*/2 * * * * *', sealAudit),
    tidy('erase who was deleted', '*/30 * * * * *', purgeUsers),
    tick('end undecided requests', '11 */5 * * * *', endUndecided),
    tick('ask again before a request ends', '31 * * * * *', askAgain),
    tick('end temporary roles', '*/20 * * * * *', endTemporaryGrants),
    tick('warn of unused passwords', '53 * * * * *', warnOfEndingPasswords),
    tick('warn of ending roles', '41 * * * * *', warnOfEndingGrants),
    tick('warn of ending tokens', '47 * * * * *', warnOfExpiringTokens),
    tidy('forget what was kept long enough', '23 * * * * *', forgetOld),
    tick('invite who was never invited', '*/10 * * * * *', inviteStaged),
    tick('send what was scheduled', '*/10 * * * * *', sendScheduled),
    tick('remind of pending invitations', '*/20 * * * * *', remindAboutPending),
    tick('show what has run out', '*/20 * * * * *', redrawRunOut),
    tick('list what ran out this week', '*/20 * * * * *', digestTheWeek),
    tick('tell of what was interrupted', '*/20 * * * * *', tellOfCutOff),
    tidy('forget what Slack has said', '41 */10 * * * *', forgetDeeds),
    tidy('forget old tries', '17 * * * *', forgetTries),
    tidy('forget quiet mail domains', '27 * * * *', forgetTurns),
  ]
}
