import type { Connection } from '../../src/domain/connection.ts'
import type { SaidUser, UserFacts, UserFields } from '../../src/domain/provisioned.ts'
import { storedUser } from '../../src/scim/render/user.resource.ts'
import { createConnection } from '../../src/usecases/connections/create-connection.ts'
import { whoProvisions } from '../../src/usecases/connections/who-provisions.ts'
import type { Context } from '../../src/usecases/context.ts'
import { changeProvisionedUser } from '../../src/usecases/provisioning/change-provisioned-user.ts'
import { deprovisionUser } from '../../src/usecases/provisioning/deprovision-user.ts'
import { provisionUser, provisionUsers } from '../../src/usecases/provisioning/provision-users.ts'
import { seeProvisionedUser } from '../../src/usecases/provisioning/see-provisioned-user.ts'
import type { House } from './house.ts'

const nothing: Omit<UserFields, 'userName'> = {
  externalId: null,
  isActive: true,
  email: null,
  deliveryEmail: null,
  phone: null,
  firstName: null,
  lastName: null,
  displayName: null,
  position: null,
  gender: null,
  birthday: null,
  avatarUrl: null,
  managerId: null,
  department: null,
  kept: {},
}

/** Somebody as a provider says them: an address that is not given is the user name. */
export function said(userName: string, fields: Partial<UserFields> = {}): SaidUser {
  const email = userName.includes('@') ? userName : null
  const all: UserFields = { ...nothing, email, ...fields, userName }
  return { fields: all, resource: storedUser(all) }
}

/** A provider connected to an organization, saying what it says. */
export class Provider {
  readonly ctx: Context
  readonly connectionId: string
  readonly #house: House

  constructor(house: House, ctx: Context, connectionId: string) {
    this.#house = house
    this.ctx = ctx
    this.connectionId = connectionId
  }

  async make(userName: string, fields: Partial<UserFields> = {}): Promise<UserFacts> {
    return (await provisionUser(this.ctx, said(userName, fields))).result
  }

  async makeAll(all: SaidUser[]) {
    return (await provisionUsers(this.ctx, all)).result
  }

  async change(id: string, fields: Partial<UserFields>): Promise<UserFacts> {
    const wants = { groups: true, sites: true }
    const { result } = await changeProvisionedUser(
      this.ctx,
      id,
      (before) => said(before.userName, { ...fieldsOf(before), ...fields }),
      wants,
    )
    return result
  }

  async see(id: string): Promise<UserFacts> {
    return (await seeProvisionedUser(this.ctx, id, { groups: true, sites: true })).result
  }

  async remove(id: string): Promise<void> {
    await deprovisionUser(this.ctx, id)
  }

  /** What its connection is set to. */
  async set(change: Partial<Connection>): Promise<void> {
    await this.#house.db('connections').where({ id: this.connectionId }).update(change)
  }
}

function fieldsOf(it: UserFacts): UserFields {
  const { id, createdAt, changedAt, version, managerName, groups, sites, ...fields } = it
  return fields
}

let number = 0

export async function connect(
  house: House,
  owner: Context,
  asked: { name?: string; ceiling?: string; isDryRun?: boolean } = {},
): Promise<Provider> {
  const { name = `Okta ${++number}`, ceiling, isDryRun = false } = asked
  const made = await createConnection(owner, { connector: 'okta', name, ...(ceiling ? { ceiling } : {}) })
  if (isDryRun) await house.db('connections').where({ id: made.connection.id }).update({ isDryRun })
  const known = await whoProvisions(house.outside(), made.token.secret)
  if (!known) throw new Error('The token is not known')
  const ctx = { ...house.as(known.actor), trace: { requestId: 'scim', surface: 'scim' as const, ip: null } }
  return new Provider(house, ctx, made.connection.id)
}
