import { Refusal } from '../../../src/domain/refusal.ts'
import { changeProfile } from '../../../src/playground/human/event.ts'
import { askAgain } from '../../../src/usecases/approvals/ask-again.ts'
import { endUndecided } from '../../../src/usecases/approvals/end-undecided.ts'
import { sealAudit } from '../../../src/usecases/audit/seal-audit.ts'
import type { Outside } from '../../../src/usecases/context.ts'
import { forgetOld } from '../../../src/usecases/forget-old.ts'
import { askForNewLink } from '../../../src/usecases/invitations/ask-for-new-link.ts'
import { declineInvitation } from '../../../src/usecases/invitations/decline-invitation.ts'
import { sendScheduled } from '../../../src/usecases/invitations/send-scheduled.ts'
import { warnOfEndingPasswords } from '../../../src/usecases/passwords/warn-of-ending-passwords.ts'
import { digestTheWeek } from '../../../src/usecases/reminders/digest-the-week.ts'
import { redrawRunOut } from '../../../src/usecases/reminders/redraw-run-out.ts'
import { remindAboutPending } from '../../../src/usecases/reminders/remind-about-pending.ts'
import { endTemporaryGrants } from '../../../src/usecases/roles/end-temporary-grants.ts'
import { grantRole } from '../../../src/usecases/roles/grant-role.ts'
import { warnOfEndingGrants } from '../../../src/usecases/roles/warn-of-ending-grants.ts'
import { forgetTries } from '../../../src/usecases/sessions/count-tries.ts'
import { signIn } from '../../../src/usecases/sessions/sign-in.ts'
import { bindPerson } from '../../../src/usecases/slack/bind-person.ts'
import { confirmSlackLink } from '../../../src/usecases/slack/confirm-link.ts'
import { forgetDeeds } from '../../../src/usecases/slack/hear-from.ts'
import { undoDeleteUser } from '../../../src/usecases/users/delete-user.ts'
import { purgeUsers } from '../../../src/usecases/users/purge-users.ts'
import { enableUser } from '../../../src/usecases/users/suspend-user.ts'
import type { Dice } from '../dice.ts'
import { BROWSER, PASSWORD } from '../house.ts'
import type { Office } from './office.ts'

/** What the clock asks in src/main.ts. */
const ticks: ((ctx: Outside) => Promise<unknown>)[] = [
  sealAudit,
  purgeUsers,
  askAgain,
  endUndecided,
  endTemporaryGrants,
  warnOfEndingGrants,
  warnOfEndingPasswords,
  forgetOld,
  sendScheduled,
  remindAboutPending,
  digestTheWeek,
  redrawRunOut,
  forgetDeeds,
  forgetTries,
]

export interface Player {
  name: string
  userId: string
  role: string
}

/** All that goes on around those who click: the clock, letters and their answers, sign-ins, and people who come back. */
export class Meanwhile {
  readonly #office: Office
  readonly #players: Player[]
  readonly #dice: Dice
  #read = 0
  #returned = 0

  constructor(office: Office, players: Player[], dice: Dice) {
    Object.assign(office.house.post, {
      answer: () =>
        dice.roll() < 0.1
          ? { result: 'failed', reply: '550 5.1.1 No such user here' }
          : { result: 'sent', reply: '250 OK' },
    })
    this.#office = office
    this.#players = players
    this.#dice = dice
  }

  async passes(seconds: number): Promise<void> {
    const { house, bot } = this.#office
    house.clock.moveSeconds(seconds)
    await this.#answers()
    await this.#signsIn()
    await changeProfile(this.#office.slack.workspace, 'mel', {
      tz: this.#dice.pick(['Europe/Berlin', 'Asia/Tokyo']),
    })
    for (const tick of ticks) await tick(house.outside())
    await house.deliverAll()
    await bot.door.settled()
    for (const it of this.#players) await this.#comesBack(it)
  }

  /** Some of those who have got a letter since the last time do what it is for. */
  async #answers(): Promise<void> {
    const { house } = this.#office
    const letters = house.post.received.slice(this.#read)
    this.#read = house.post.received.length
    for (const { letter } of letters) {
      if (!('link' in letter)) continue
      const token = letter.link.split('/').at(-1) ?? ''
      if (letter.kind === 'slack-link') await unlessRefused(confirmSlackLink(house.outside(), token))
      if (letter.kind !== 'invitation') continue
      const roll = this.#dice.roll()
      if (roll < 0.2) await unlessRefused(house.accept(token))
      else if (roll < 0.35)
        await unlessRefused(declineInvitation(house.outside(), token, 'No *thanks* <!here>'))
      else if (roll < 0.45) await unlessRefused(askForNewLink(house.outside(), token))
    }
  }

  async #signsIn(): Promise<void> {
    const { house, organizationId } = this.#office
    const [found] = await house.query<{ identifier: string }>(
      `select address identifier from users where state = 'active' and registered_at is not null and address is not null
       order by id offset :at % (select greatest(1, count(*)) from users where state = 'active') limit 1`,
      { at: Math.floor(this.#dice.roll() * 1000) },
    )
    if (!found) return
    const typed = { ...found, password: PASSWORD, organizationId }
    await unlessRefused(signIn(house.outside(), typed, BROWSER))
  }

  /** Whoever clicked their own place away, or was thrown out, is there again in the next hour: a day has many. */
  async #comesBack(it: Player): Promise<void> {
    const { house, organizationId, slack } = this.#office
    const operator = house.operatorOf(organizationId)
    const who = { teamId: slack.workspace.team.id, slackUserId: slack.as(it.name).id }
    const [found] = await house.query<{ state: string; isBound: boolean; hasRole: boolean }>(
      `select u.state, exists (select from slack_bindings b where b.user_id = u.id and b.slack_user_id = :slackUserId) "isBound",
         exists (select from grants g join roles r on r.id = g.role_id where g.user_id = u.id and r.name = :role) "hasRole"
       from users u where u.id = :userId`,
      { ...it, ...who },
    )
    const bind = () => unlessRefused(bindPerson(operator, who, it.userId))
    if (found?.state === 'suspended') await unlessRefused(enableUser(operator, it.userId))
    if (found?.state === 'deleted') await unlessRefused(undoDeleteUser(operator, it.userId))
    if (!found) return this.#joinsAnew(it).then(bind)
    if (!found.isBound) await bind()
    if (!found.hasRole) await unlessRefused(this.#promoted(it))
  }

  async #promoted({ role, userId }: Player): Promise<void> {
    const { house, organizationId } = this.#office
    const [found] = await house.query<{ id: string }>(
      'select id from roles where name = :role and organization_id = :organizationId',
      { role, organizationId },
    )
    if (found) await grantRole(house.operatorOf(organizationId), userId, { roleId: found.id })
  }

  async #joinsAnew(it: Player): Promise<void> {
    const { house, organizationId } = this.#office
    const address = `${it.name}.${++this.#returned}@acme.test`
    await smoothly(this.#office, async () => {
      const { token } = await house.invited(house.operatorOf(organizationId), address, { roles: [it.role] })
      it.userId = (await house.accept(token, { firstName: it.name })).userId
    })
  }
}

/** Whatever was clicked into the settings, and however letters fare otherwise: this is let through. */
export async function smoothly(
  { house, organizationId }: Office,
  work: () => Promise<unknown>,
): Promise<void> {
  const { answer } = house.post
  house.post.answer = () => ({ result: 'sent', reply: '250 OK' })
  await house.query(
    `update organizations set required_fields = '{}', allowed_email_domains = '{}', approval_role_ids = '{}',
       home_email_domains = '{}', password_minimum = 10, temporary_passwords = true, undo_seconds = 900 where id = :organizationId`,
    { organizationId },
  )
  await work()
  house.post.answer = answer
}

async function unlessRefused(work: Promise<unknown>): Promise<void> {
  await work.catch((fault: unknown) => {
    if (!(fault instanceof Refusal)) throw fault
  })
}
