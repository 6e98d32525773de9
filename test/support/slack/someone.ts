import { act } from '../../../src/playground/human/act.ts'
import type { Called } from '../../../src/playground/human/as-text.view.ts'
import { blocksAsText } from '../../../src/playground/human/as-text.view.ts'
import { close } from '../../../src/playground/human/close.ts'
import { openHome } from '../../../src/playground/human/event.ts'
import { messageAsText, modalAsText } from '../../../src/playground/human/screen.view.ts'
import type { Where } from '../../../src/playground/human/seen.ts'
import { globalShortcut, messageShortcut } from '../../../src/playground/human/shortcut.ts'
import { command, say } from '../../../src/playground/human/speak.ts'
import { type Submitted, submit } from '../../../src/playground/human/submit.ts'
import type { Done } from '../../../src/playground/human/trouble.ts'
import type { Message } from '../../../src/playground/workspace/message.ts'
import { channelCalled, directChannel, personCalled } from '../../../src/playground/workspace/people.ts'
import { homeOf, topModal } from '../../../src/playground/workspace/screens.ts'
import { isVisible, messagesIn } from '../../../src/playground/workspace/talk.ts'
import type { Workspace } from '../../../src/playground/workspace/workspace.ts'
import { type Entry, enter, type Spotted } from './enter.ts'
import { type Field, type Fillable, fieldsIn, type Target, targetsIn, toFill } from './find.ts'

export type Clickable = Target & { where: Where }

interface Place {
  where: Where
  blocks: Parameters<typeof blocksAsText>[0]
  /** What is written around, to tell one message from another. */
  text: string
}

const PATIENCE_MS = 10_000

/** One person at Slack: does only what can be done with what is on the screen, and reads it as text. */
export class Someone {
  readonly #it: Workspace
  readonly id: string
  readonly name: string
  /** Where this person looks while no modal is open. */
  #room = 'general'

  constructor(it: Workspace, name: string) {
    this.#it = it
    this.name = name
    this.id = personCalled(it, name).id
  }

  /** Turns to a channel, to `home`, or to the direct messages with the app: `app`. */
  looksAt(room: string): this {
    this.#room = room
    return this
  }

  async command(line: string): Promise<Done> {
    // A Home has nothing to type in, nor have the messages of an app that takes none.
    if (this.#room === 'home' || (this.#room === 'app' && !this.#it.app.takesMessages)) this.#room = 'general'
    return command(this.#it, this.id, this.#channelId(), line)
  }

  says = (text: string): Promise<Done> => say(this.#it, this.id, this.#channelId(), text)

  async opensHome(): Promise<void> {
    this.#room = 'home'
    await openHome(this.#it, this.id)
  }

  /** A button, an entry of a row's menu, a box to tick; or the buttons of the modal itself. */
  async click(label: string, { in: row, confirm }: { in?: string; confirm?: boolean } = {}): Promise<Done> {
    const modal = topModal(this.#it, this.id)
    if (modal?.submit?.text === label && !row) return this.submit()
    if (modal?.close?.text === label && !row) return this.closes()
    const [target, place] = this.#target(label, row)
    const asked = confirm === undefined ? {} : { confirm }
    return act(this.#it, this.id, { where: place.where, ...target.spot, choice: target.choice, ...asked })
  }

  /** What could be clicked now, for tests that click at random. */
  get buttons(): Clickable[] {
    return this.#places().flatMap(({ where, blocks }) => targetsIn(blocks).map((it) => ({ ...it, where })))
  }

  /** Exactly that one, whatever else is called the same; what has gone meanwhile can not be clicked. */
  press({ where, spot, choice }: Clickable, confirm?: boolean): Promise<Done> {
    const answer = confirm === undefined ? {} : { confirm }
    return act(this.#it, this.id, { where, ...spot, choice, ...answer })
  }

  /** What could be filled in now. */
  get fields(): (Field & Spotted)[] {
    return this.#places().flatMap(({ where, blocks }) =>
      fieldsIn(blocks.blocks).map((it) => ({ ...it, where })),
    )
  }

  enters = (at: Spotted, entry: Entry): Promise<void> => enter(this.#it, this.id, at, entry)

  /** Fills in what has these labels; options by their words, people by their names, files by name and content. */
  async fill(entries: Record<string, Entry>): Promise<void> {
    for (const [label, entry] of Object.entries(entries)) {
      const [found, place] = this.#fillable(label)
      await enter(this.#it, this.id, { ...found, where: place.where }, entry)
    }
  }

  /** One select outside of a form, by its label, its placeholder or the words beside it. */
  choose = (label: string, option: Entry): Promise<void> => this.fill({ [label]: option })

  /** The words on the button that sends the form in front; null where there is none. */
  get sendsBy(): string | null {
    return topModal(this.#it, this.id)?.submit?.text ?? null
  }

  submit = (): Promise<Submitted> => submit(this.#it, this.id)
  closes = (how: { all?: boolean } = {}): Promise<Done> => close(this.#it, this.id, how)

  async takesShortcut(name: string, { on }: { on?: string } = {}): Promise<Done> {
    const known = this.#it.app.shortcuts.find((one) => one.name === name)
    if (!known) throw new Error(`The app has no shortcut ${name}`)
    if (known.kind === 'global') return globalShortcut(this.#it, this.id, known.callbackId)
    const message = this.#messages().findLast((one) => this.#read(one).includes(on ?? ''))
    if (!message) throw new Error(`No message says ${on}:\n${this.sees}`)
    return messageShortcut(this.#it, this.id, known.callbackId, message)
  }

  /** Everything on the screen: the modal in front, or Home, or the channel with what only this person sees. */
  get sees(): string {
    const modal = topModal(this.#it, this.id)
    if (modal) return modalAsText(modal, this.#called)
    return this.seesAt(this.#room)
  }

  seesAt(room: string): string {
    if (room !== 'home') return this.#messages(room).map(this.#read).join('\n\n')
    const home = homeOf(this.#it, this.id)
    return home ? blocksAsText(home, this.#called) : '(Home is empty)'
  }

  /** Waits until it is on the screen: the bot goes on working after its answer. */
  async waitsFor(words: string | RegExp): Promise<void> {
    await this.waitsUntil(
      () => (typeof words === 'string' ? this.sees.includes(words) : words.test(this.sees)),
      `${this.name} waited for ${words}`,
    )
  }

  /** Looks again whenever something changes in the workspace, and now and then besides. */
  waitsUntil(isSo: () => boolean, what = `${this.name} waited`): Promise<void> {
    return new Promise((done, fail) => {
      const look = () => {
        if (!isSo()) return
        stop()
        done()
      }
      const patience = setTimeout(() => {
        stop()
        const troubles = this.#it.troubles.map((one) => `${one.words} (${one.cause})`).join('\n')
        fail(new Error(`${what} in vain, and sees:\n${this.sees}\n${troubles}`))
      }, PATIENCE_MS)
      const glances = setInterval(() => look(), 15)
      const stop = () => {
        clearTimeout(patience)
        clearInterval(glances)
        this.#it.listeners.delete(look)
      }
      this.#it.listeners.add(look)
      look()
    })
  }

  #channelId = (room = this.#room): string =>
    room === 'app' || room === 'home' ? directChannel(this.#it, this.id).id : channelCalled(this.#it, room).id

  #messages(room = this.#room): Message[] {
    return messagesIn(this.#it, this.#channelId(room)).filter((one) => isVisible(one, this.id))
  }

  #read = (message: Message): string =>
    messageAsText(message, this.#it.people.get(message.user), this.#called)

  /** Nearest first: the modal alone, or Home, or the messages from the newest up. */
  #places(): Place[] {
    const view = topModal(this.#it, this.id) ?? (this.#room === 'home' ? homeOf(this.#it, this.id) : null)
    if (view) return [{ where: { view: view.id }, blocks: view, text: view.title.text }]
    if (this.#room === 'home') return []
    return this.#messages()
      .filter((one) => one.blocks.length)
      .reverse()
      .map((one) => ({
        where: { channel: one.channel, ts: one.ts },
        blocks: { blocks: one.blocks, values: one.values.get(this.id) ?? {} },
        text: this.#read(one),
      }))
  }

  #target(label: string, row = ''): [Target, Place] {
    for (const place of this.#places()) {
      const named = targetsIn(place.blocks).filter((one) => one.label === label)
      const near = named.filter((one) => one.row.includes(row))
      const found = near.length ? near : place.text.includes(row) && 'ts' in place.where ? named : []
      const [only, other] = found
      if (other) throw new Error(`${found.length} times “${label}”${row && ` by “${row}”`}:\n${this.sees}`)
      if (only) return [only, place]
    }
    throw new Error(`No “${label}”${row && ` by “${row}”`} to click:\n${this.sees}`)
  }

  #fillable(label: string): [Fillable, Place] {
    for (const place of this.#places()) {
      const found = toFill(place.blocks.blocks, label)
      if (found) return [found, place]
    }
    throw new Error(`Nothing called “${label}” to fill in:\n${this.sees}`)
  }

  readonly #called: Called = {
    user: (id) => this.#it.people.get(id)?.realName,
    channel: (id) => this.#it.channels.get(id)?.name,
  }
}
