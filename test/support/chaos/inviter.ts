import { setTimeout as pause } from 'node:timers/promises'
import type { Message } from '../../../src/playground/workspace/message.ts'
import { channelCalled, directChannel, personCalled } from '../../../src/playground/workspace/people.ts'
import { topModal } from '../../../src/playground/workspace/screens.ts'
import { messagesIn } from '../../../src/playground/workspace/talk.ts'
import type { Dice } from '../dice.ts'
import type { Slack } from '../slack/open-slack.ts'
import type { Someone } from '../slack/someone.ts'

/** One thing somebody did in Slack, and what they saw of it. */
export interface Click {
  by: string
  /** Whom it invites, or the invitation it sends again. */
  invites: string[]
  resends: string | null
  from: number
  /** Null: Slack itself said that it went wrong. */
  acknowledgedAt: number | null
  /** What they were told; null: nothing ever came. */
  told: string | null
}

const WAITING = /One moment|Working on it/
/** What comes a while after a click that was cut off. */
export const INTERRUPTED = 'Usher was interrupted'
/** Cards stand there by themselves; they answer nobody. */
const isCard = ({ text, blocks }: Message): boolean =>
  text.includes(INTERRUPTED) || JSON.stringify(blocks).includes('reminder.menu')

/** Somebody who invites people all day: by command, by form, and from the cards that remind them. */
export class Inviter {
  readonly clicks: Click[] = []
  readonly #slack: Slack
  readonly #hands: Someone
  readonly #dice: Dice
  readonly #patienceMs: number
  #count = 0

  constructor(slack: Slack, name: string, dice: Dice, patienceMs: number) {
    this.#slack = slack
    this.#hands = slack.as(name)
    this.#dice = dice
    this.#patienceMs = patienceMs
  }

  async work(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      await pause(this.#dice.between(100, 600))
      // Nobody clicks in a Slack that is away.
      if (this.#slack.workspace.faults.outage) continue
      const which = this.#dice.roll()
      if (which < 0.5) await this.#byCommand()
      else if (which < 0.75) await this.#byForm()
      else await this.#again()
      await this.#hands.closes({ all: true }).catch(() => {})
    }
  }

  async #byCommand(): Promise<void> {
    const invites = this.#newcomers()
    await this.#noted({ invites }, () => this.#hands.command(`/invites ${invites.join(', ')}`))
  }

  async #byForm(): Promise<void> {
    const invites = this.#newcomers()
    const opening = await this.#noted({}, () => this.#hands.looksAt('general').command('/people'))
    if (!opening.told || !this.#hands.fields.some((it) => it.label === 'E-mail addresses')) return
    await this.#hands.fill({ 'E-mail addresses': invites.join(' ') })
    await this.#noted({ invites }, () => this.#hands.submit())
  }

  /** From a card that reminds of somebody. */
  async #again(): Promise<void> {
    const found = this.#hands.looksAt('app').buttons.filter((it) => it.deed === 'invitation.resend')
    if (found.length === 0) return
    const button = this.#dice.pick(found)
    const resends = String(button.choice).split(' ')[1] ?? null
    await this.#noted({ resends }, () => this.#hands.press(button))
  }

  async #noted(
    about: Partial<Pick<Click, 'invites' | 'resends'>>,
    act: () => Promise<{ trouble: string | null }>,
  ): Promise<Click> {
    const [from, answer] = [Date.now(), this.#listening()]
    const { trouble } = await act()
    const acknowledgedAt = trouble === null ? Date.now() : null
    if (acknowledgedAt) await this.#comes(() => answer() !== null)
    const told = trouble ?? answer()
    const click = { by: this.#hands.name, invites: [], resends: null, ...about, from, acknowledgedAt, told }
    this.clicks.push(click)
    return click
  }

  async #comes(isSo: () => boolean): Promise<boolean> {
    const end = Date.now() + this.#patienceMs
    while (!isSo()) {
      if (Date.now() > end) return false
      await pause(25)
    }
    return true
  }

  /** What answers them from now on: in a word to them alone, or in the modal in front of them. */
  #listening(): () => string | null {
    const { workspace } = this.#slack
    const { id } = personCalled(workspace, this.#hands.name)
    const direct = directChannel(workspace, id).id
    const rooms = [channelCalled(workspace, 'general').id, direct]
    const counts = rooms.map((it) => messagesIn(workspace, it).length)
    const modalBefore = this.#modal()
    const isTheirs = (it: Message) =>
      it.onlyFor === id || (it.channel === direct && it.isFromBot && !isCard(it))
    return () => {
      const fresh = rooms.flatMap((it, at) => messagesIn(workspace, it).slice(counts[at]))
      const said = fresh.find(isTheirs)
      if (said) return `${said.text} ${JSON.stringify(said.blocks)}`
      const modal = this.#modal()
      return modal && modal !== modalBefore && !WAITING.test(modal) ? modal : null
    }
  }

  #modal(): string | null {
    const modal = topModal(this.#slack.workspace, this.#hands.id)
    return modal && `${modal.title.text} ${JSON.stringify(modal.blocks)}`
  }

  #newcomers(): string[] {
    const count = Math.ceil(this.#dice.between(0, 3))
    return Array.from({ length: count }, () => `${this.#hands.name}${++this.#count}@guests.test`)
  }
}
