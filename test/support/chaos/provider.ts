import { setTimeout as pause } from 'node:timers/promises'
import type { Json } from '../../../src/domain/json.ts'
import type { Dice } from '../dice.ts'
import { type Caller, groupOf, patchOf, type Reply, userOf } from '../scim/caller.ts'

/** Somebody as the provider last had a yes for. */
export interface Provisioned {
  id: string
  userName: string
  title: string | null
  isActive: boolean
  isDeleted: boolean
}

/** A provider that asks again until it hears a yes or a no, as they all do. */
export class RestlessProvider {
  readonly people: Provisioned[] = []
  /** What no provider could make sense of. */
  readonly complaints: string[] = []
  readonly members = new Set<string>()
  groupId = ''
  readonly #caller: Caller
  readonly #dice: Dice
  #count = 0

  constructor(caller: Caller, dice: Dice) {
    this.#caller = caller
    this.#dice = dice
  }

  async begin(): Promise<void> {
    this.groupId = (await this.#say('POST', '/Groups', groupOf('Everybody'))).body.id
  }

  /** Several at once, each busy with one person; the group is everybody's. */
  async work(isOver: () => boolean, atOnce: number): Promise<void> {
    const one = async () => {
      while (!isOver()) {
        await pause(this.#dice.between(50, 300))
        await this.#looksAfterOne()
      }
    }
    await Promise.all(Array.from({ length: atOnce }, one))
  }

  async #looksAfterOne(): Promise<void> {
    const person = await this.#makes(`scim${++this.#count}@people.test`)
    if (!person) return
    await this.#changesGroup('add', person.id)
    if (this.#dice.roll() < 0.7) await this.#patches(person, { title: `Title ${this.#dice.roll()}` })
    if (this.#dice.roll() < 0.3) await this.#patches(person, { active: false })
    if (!person.isActive && this.#dice.roll() < 0.3) await this.#patches(person, { active: true })
    if (this.#dice.roll() < 0.2) await this.#deletes(person)
  }

  async #makes(userName: string): Promise<Provisioned | null> {
    const emails = [{ value: userName, primary: true, type: 'work' }]
    const made = await this.#say('POST', '/Users', userOf(userName, { emails }))
    // It was made the first time, and the answer was lost: whoever provisions looks for it then.
    const id = made.status === 409 && made.tries > 1 ? await this.#finds(userName) : made.body?.id
    if (!id || (made.status !== 201 && made.status !== 409)) return this.#complains('POST', userName, made)
    const person = { id, userName, title: null, isActive: true, isDeleted: false }
    this.people.push(person)
    return person
  }

  async #finds(userName: string): Promise<string | undefined> {
    const filter = encodeURIComponent(`userName eq "${userName}"`)
    return (await this.#say('GET', `/Users?filter=${filter}`)).body?.Resources?.[0]?.id
  }

  async #patches(person: Provisioned, change: { title: string } | { active: boolean }): Promise<void> {
    const operations: Json[] = [{ op: 'replace', value: change }]
    const heard = await this.#say('PATCH', `/Users/${person.id}`, patchOf(operations))
    if (heard.status !== 200) return void this.#complains('PATCH', person.userName, heard)
    if ('title' in change) person.title = change.title
    else person.isActive = change.active
  }

  async #changesGroup(op: 'add', id: string): Promise<void> {
    const operations: Json[] = [{ op, path: 'members', value: [{ value: id }] }]
    const heard = await this.#say('PATCH', `/Groups/${this.groupId}`, patchOf(operations))
    if (heard.status >= 300) return void this.#complains('PATCH group', id, heard)
    this.members.add(id)
  }

  async #deletes(person: Provisioned): Promise<void> {
    const heard = await this.#say('DELETE', `/Users/${person.id}`)
    const isGone = heard.status === 204 || (heard.status === 404 && heard.tries > 1)
    if (!isGone) return void this.#complains('DELETE', person.userName, heard)
    person.isDeleted = true
  }

  #complains(what: string, whom: string, { status, text, tries }: Heard): null {
    this.complaints.push(`${what} ${whom}: ${status} at try ${tries} ${text.slice(0, 300)}`)
    return null
  }

  /** Until it is a yes or a no: 429, any 5xx and a line that breaks are neither. */
  async #say(method: string, path: string, body?: unknown): Promise<Heard> {
    for (let tries = 1; ; tries++) {
      const heard = await this.#caller
        .send(method, path, { ...(body === undefined ? {} : { body }), headers: { connection: 'close' } })
        .catch(() => null)
      if (heard && heard.status !== 429 && heard.status < 500) return { ...heard, tries }
      const after = Number(heard?.headers['retry-after'])
      await pause(after > 0 ? after * 1000 : 200)
    }
  }

  /** What it reads when all is well again, and finds different from what it was told. */
  async differences(): Promise<string[]> {
    const different: string[] = []
    for (const it of this.people) {
      const { status, body } = await this.#say('GET', `/Users/${it.id}`)
      const found = status === 404 ? 'gone' : `${body?.title ?? null} ${body?.active}`
      const wanted = it.isDeleted ? 'gone' : `${it.title} ${it.isActive}`
      if (found !== wanted) different.push(`${it.userName}: ${wanted} was promised, and it is ${found}`)
    }
    const { body } = await this.#say('GET', `/Groups/${this.groupId}`)
    const members = new Set((body?.members ?? []).map((it: { value: string }) => it.value))
    const missing = this.people.filter(
      (it) => !it.isDeleted && this.members.has(it.id) && !members.has(it.id),
    )
    return [...different, ...missing.map((it) => `${it.userName} is not in the group`)]
  }
}

type Heard = Reply & { tries: number }
