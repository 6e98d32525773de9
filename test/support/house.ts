import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { type Database, openDatabase } from '../../src/db/database.ts'
import * as grants from '../../src/db/grants.ts'
import * as outbox from '../../src/db/outbox.ts'
import { select } from '../../src/db/row.ts'
import type { Actor } from '../../src/domain/actor.ts'
import { authorityOf } from '../../src/domain/authority.ts'
import type { DeliverCard, GreetInSlack } from '../../src/domain/card.ts'
import { keyFrom } from '../../src/domain/link.ts'
import type { Outcome, Wish } from '../../src/domain/wish.ts'
import type { Context, Outside } from '../../src/usecases/context.ts'
import { acceptInvitation } from '../../src/usecases/invitations/accept-invitation.ts'
import { invitePeople } from '../../src/usecases/invitations/invite-people.ts'
import { deliverMessage } from '../../src/usecases/messages/deliver-message.ts'
import { initOrganization } from '../../src/usecases/organizations/init-organization.ts'
import { Clock } from './clock.ts'
import { TEMPLATE } from './database-server.ts'
import { PostRoom } from './post-room.ts'

export const PASSWORD = 'quiet-Lantern-42-harbour'
export const BROWSER = { userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0' }

/** A migrated database of one's own, a clock, a post room, and builders that read like people. */
export class House {
  readonly clock = new Clock()
  readonly post = new PostRoom()
  /** Set where a test has a workspace. */
  slack: DeliverCard | null = null
  greet: GreetInSlack | null = null
  readonly publicUrl = 'https://usher.test'
  readonly keys = [keyFrom('a secret for tests only, long enough')] as const
  readonly db: Database
  readonly url: string

  constructor(db: Database, url: string) {
    this.db = db
    this.url = url
  }

  outside(): Outside {
    return {
      trace: { requestId: randomBytes(6).toString('hex'), surface: 'web', ip: '203.0.113.7' },
      db: this.db,
      now: this.clock.now,
      links: { keys: this.keys, publicUrl: this.publicUrl },
    }
  }

  as(actor: Actor): Context {
    return { ...this.outside(), actor }
  }

  operatorOf(organizationId: string): Context {
    return this.as({ kind: 'operator', organizationId, name: 'Acme' })
  }

  /** Somebody who is signed in, with whatever their roles allow at this moment. */
  async userContext(organizationId: string, userId: string): Promise<Context> {
    const held = await this.db.transaction((tx) =>
      grants.holdingsOf(tx, organizationId, userId, this.clock.now()),
    )
    return this.as({ kind: 'user', organizationId, userId, ...authorityOf(held) })
  }

  /** An organization whose owner has accepted. */
  async organization(name = `Acme ${randomBytes(3).toString('hex')}`, ownerEmail = 'olga@acme.test') {
    const { organizationId, setupUrl } = await initOrganization(this.outside(), { name, ownerEmail })
    const owner = await this.accept(setupUrl.split('/').at(-1) ?? '', {
      firstName: 'Olga',
      lastName: 'Petrova',
    })
    return {
      organizationId,
      ownerId: owner.userId,
      owner: await this.userContext(organizationId, owner.userId),
    }
  }

  async accept(token: string, person: { firstName?: string; lastName?: string } = {}) {
    const { firstName = 'Robin', lastName = 'Meyer' } = person
    const acceptance = { firstName, lastName, password: PASSWORD, passwordAgain: PASSWORD }
    const { session } = await acceptInvitation(this.outside(), token, acceptance, BROWSER)
    return session
  }

  invite(ctx: Context, addresses: string[], wish: Partial<Wish> = {}): Promise<Outcome[]> {
    const plain = { roles: [], groups: [], message: null, isConfirmed: false, by: 'letter' as const }
    return invitePeople(ctx, { ...plain, ...wish, addresses })
  }

  /** One invited person, their letter delivered. */
  async invited(ctx: Context, address: string, wish: Partial<Wish> = {}) {
    const [outcome] = await this.invite(ctx, [address], wish)
    if (outcome?.result !== 'invited') throw new Error(`${address}: ${outcome?.result}`)
    await this.deliverAll()
    return { ...outcome, token: this.post.tokenFor(address) }
  }

  /** What the worker would do, until nothing is due. */
  async deliverAll(): Promise<string[]> {
    const results: string[] = []
    for (;;) {
      const due = await this.db.transaction((tx) => outbox.overdue(tx, this.clock.now(), 1000))
      if (due.length === 0) return results
      for (const message of due) results.push(await deliverMessage(this.outside(), this.#rooms(), message))
    }
  }

  #rooms = () => ({ mail: this.post.deliver, slack: this.slack, greet: this.greet })

  query<T>(sql: string, bindings: Record<string, unknown> = {}): Promise<T[]> {
    return this.db.transaction((tx) => select<T>(tx, sql, bindings))
  }

  close(): Promise<void> {
    return this.db.destroy()
  }
}

export async function openHouse(): Promise<House> {
  const server = inject('databaseServer')
  const name = `test_${randomBytes(8).toString('hex')}`
  const admin = openDatabase(server, 1)
  await admin.raw(`create database ${name} template ${TEMPLATE}`)
  await admin.destroy()
  const url = new URL(server)
  url.pathname = `/${name}`
  return new House(openDatabase(url.href, 12), url.href)
}
