import { directChannel, personCalled } from '../../../src/playground/workspace/people.ts'
import { messagesIn } from '../../../src/playground/workspace/talk.ts'
import { ask } from '../sql.ts'
import { type Click, INTERRUPTED } from './inviter.ts'
import type { PassingTime } from './passing-time.ts'
import type { Stage } from './stage.ts'
import type { Troubles } from './troubles.ts'

/** As many as src/worker.ts has in hand at once: no more than these can be cut off in one instance. */
export const AT_ONCE = 6
const WITHIN_MS = 20_000

/** What was promised and is not there, in words; and how much is there twice. */
export class Verdict {
  readonly #stage: Stage
  readonly #troubles: Troubles

  constructor(stage: Stage, troubles: Troubles) {
    this.#stage = stage
    this.#troubles = troubles
  }

  /** Each invitation has a letter with the link that works, at the mail server and on record. */
  async letters(promised: string[]): Promise<string[]> {
    const rows = await ask<{ address: string; status: string; messageId: string | null }>(
      this.#stage.place,
      `select i.address, coalesce(m.status, 'never promised') status, m.id "messageId" from invitations i
       left join messages m on m.organization_id = i.organization_id and m.invitation_id = i.id
         and m.generation = i.generation and m.kind = 'invitation'
       where i.ending is null and i.email is not null`,
    )
    const known = new Set(rows.map((it) => it.address))
    const taken = new Set(this.#stage.mail.taken.map((it) => it.messageId.split('@')[0]?.slice(1)))
    return [
      ...promised.filter((it) => !known.has(it)).map((it) => `${it} was promised an invitation`),
      ...rows.filter((it) => it.status !== 'sent').map((it) => `the letter to ${it.address} is ${it.status}`),
      ...rows
        .filter((it) => it.status === 'sent' && !taken.has(it.messageId ?? ''))
        .map((it) => `${it.address} was sent a letter, it is said, and nobody took it`),
    ]
  }

  /** Whatever the mail server took more than once was being sent when something went wrong, and is the same letter. */
  lettersTwice(): { count: number; unexplained: string[] } {
    const { taken } = this.#stage.mail
    const ids = [...new Set(taken.map((it) => it.messageId))]
    const each = ids.map((id) => taken.filter((it) => it.messageId === id)).filter((it) => it.length > 1)
    const earlier = each.flatMap((all) => all.slice(0, -1).map((it) => ({ ...it, all })))
    const unexplained = earlier.filter(
      ({ at, all }) => !this.#meets(at) || new Set(all.map((it) => it.link)).size > 1,
    )
    return { count: earlier.length, unexplained: unexplained.map((it) => `${it.to} at ${it.at}`) }
  }

  /** At most so many things were under way when something went wrong. */
  atMostUnderWay(atOnce: number): number {
    const inEach = { kill: atOnce, database: 3 * atOnce, mail: 3 * atOnce, Slack: 3 * atOnce }
    return this.#troubles.all.reduce((all, { what }) => all + inEach[what], 0)
  }

  /** Of what somebody clicked in Slack: done, or said to have failed; or cut off, some of it without a word even later. */
  async clicks(clicks: Click[]): Promise<{ cutOff: Click[]; unsaid: Click[]; broken: string[] }> {
    const rows = await ask<{ address: string }>(this.#stage.place, `select address from invitations`)
    const known = new Set(rows.map((it) => it.address))
    const broken: string[] = []
    const cutOff: Click[] = []
    const unsaid: Click[] = []
    for (const it of clicks) {
      const done = it.invites.filter((address) => known.has(address)).length
      const isDone = done === it.invites.length
      if (done > 0 && !isDone) broken.push(`Half done: ${inALine(it)}`)
      if (!isDone && it.told && saysDone(it)) broken.push(`Said to be done: ${inALine(it)}`)
      if (it.acknowledgedAt === null || it.told !== null) continue
      cutOff.push(it)
      if (!isDone && !this.#isToldLater(it)) unsaid.push(it)
      if (!this.#meets(it.acknowledgedAt)) broken.push(`Nothing was ever said: ${inALine(it)}`)
    }
    return { cutOff, unsaid, broken: [...broken, ...(await this.#resends(clicks))] }
  }

  #isToldLater({ by, acknowledgedAt }: Click): boolean {
    const { workspace } = this.#stage.slack
    const theirs = messagesIn(workspace, directChannel(workspace, personCalled(workspace, by).id).id)
    return theirs.some(
      ({ ts, text }) => Number(ts) * 1000 > (acknowledgedAt ?? 0) && text.includes(INTERRUPTED),
    )
  }

  async #resends(clicks: Click[]): Promise<string[]> {
    const rows = await ask<{ id: string; generation: number }>(
      this.#stage.place,
      `select id, generation from invitations`,
    )
    return rows.flatMap(({ id, generation }) => {
      const all = clicks.filter((it) => it.resends === id)
      const done = all.filter((it) => it.told?.includes('A new letter to')).length
      return generation - 1 >= done && generation - 1 <= all.length
        ? []
        : [`Invitation ${id} is at generation ${generation} after ${done} of ${all.length} resends`]
    })
  }

  /** Whoever had waited long enough stands on a card to whoever invited them, and on one in the channel. */
  async reminders({ due }: PassingTime): Promise<string[]> {
    const rows = await ask<{ id: string; address: string; generation: number; mine: Place; channels: Place }>(
      this.#stage.place,
      `select i.id, i.address, i.generation,
         json_build_object('channel', mine.channel, 'ts', mine.ts) mine,
         json_build_object('channel', ours.channel, 'ts', ours.ts) channels
       from invitations i
       left join reminders mine on mine.organization_id = i.organization_id and mine.id = i.reminder_id
       left join reminders ours on ours.organization_id = i.organization_id and ours.id = i.channel_reminder_id
       where i.ending is null`,
    )
    return rows
      .filter((it) => due.get(it.id) === it.generation)
      .flatMap(({ address, mine, channels }) => [
        ...(this.#stands(mine) ? [] : [`whoever invited ${address} was not reminded`]),
        ...(this.#stands(channels) ? [] : [`the channel was not reminded of ${address}`]),
      ])
  }

  #stands({ channel, ts }: Place): boolean {
    const all = channel ? (this.#stage.slack.workspace.messages.get(channel) ?? []) : []
    return all.some((it) => it.ts === ts)
  }

  /** Cards in Slack of which nothing is on record: posted once more. */
  async cardsTwice(): Promise<number> {
    const known = await ask<{ ts: string }>(
      this.#stage.place,
      `select ts from reminders where ts is not null`,
    )
    const cards = [...this.#stage.slack.workspace.messages.values()]
      .flat()
      .filter((it) => JSON.stringify(it.blocks).includes('reminder.menu'))
    return cards.filter((it) => !known.some(({ ts }) => ts === it.ts)).length
  }

  async welcomes(userNames: string[]): Promise<string[]> {
    const taken = new Set(this.#stage.mail.taken.flatMap((it) => it.to))
    return userNames.filter((it) => !taken.has(it)).map((it) => `${it} was not welcomed`)
  }

  #meets(at: number): boolean {
    return this.#troubles.meets(at - 1_000, at + WITHIN_MS)
  }
}

type Place = { channel: string | null; ts: string | null }

const saysDone = ({ told, invites }: Click): boolean =>
  invites.some((it) => told?.includes(it)) && /queued|created|invited/i.test(told ?? '')

const inALine = ({ by, invites, resends, told }: Click): string =>
  `${by} ${invites.join(' ')}${resends ?? ''}: ${told?.slice(0, 300)}`
