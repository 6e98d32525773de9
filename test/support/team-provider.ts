import { randomUUID } from 'node:crypto'
import { newId } from '../../src/db/id.ts'
import type { GroupFacts, SaidGroup } from '../../src/domain/provisioned.ts'
import { createConnection } from '../../src/usecases/connections/create-connection.ts'
import { whoProvisions } from '../../src/usecases/connections/who-provisions.ts'
import type { Context } from '../../src/usecases/context.ts'
import { changeProvisionedGroup } from '../../src/usecases/provisioning/change-provisioned-group.ts'
import type { House } from './house.ts'

/** An identity provider that is connected, and whom it has provisioned. */
export class Provider {
  readonly house: House
  readonly organizationId: string
  readonly connectionId: string
  readonly #bearer: string

  constructor(house: House, organizationId: string, connectionId: string, bearer: string) {
    this.house = house
    this.organizationId = organizationId
    this.connectionId = connectionId
    this.#bearer = bearer
  }

  /** As it speaks at this moment, with the ceiling of this moment. */
  async speaks(): Promise<Context> {
    const provider = await whoProvisions(this.house.outside(), this.#bearer)
    if (!provider) throw new Error('The provider may not speak')
    return {
      ...this.house.as(provider.actor),
      trace: { requestId: randomUUID(), surface: 'scim', ip: null },
    }
  }

  /** People of this connection, by SQL alone: as many as are wanted at once. Each has the role Member of it. */
  async people(count: number, name = 'p'): Promise<string[]> {
    const now = this.house.clock.now()
    const ids = Array.from({ length: count }, () => newId(now))
    const { organizationId, connectionId } = this
    await this.house.query(
      `with made as (
         insert into users (organization_id, id, email, address, first_name, last_name, origin, created_at,
                            activated_at, email_verified_at, sort_name)
         select :organizationId, id, address, address, :name, 'No ' || n, 'scim', :now, :now, :now, lower(:name || n)
         from (select id, n, :name || n || '-' || right(id::text, 12) || '@idp.test' address
               from unnest(:ids::uuid[]) with ordinality it(id, n)) wanted
         returning id, address
       ), granted as (
         insert into grants (organization_id, id, user_id, role_id, source, created_at)
         select :organizationId, gen_random_uuid(), made.id, r.id, 'scim', :now
         from made join roles r on r.organization_id = :organizationId and r.key = 'member'
       )
       insert into provisioned_users (organization_id, user_id, connection_id, external_id, user_name, user_name_key,
                                      created_at, changed_at)
       select :organizationId, id, :connectionId, 'ext-' || id, address, address, :now, :now from made`,
      { organizationId, connectionId, ids, name, now },
    )
    return ids
  }

  async person(name?: string): Promise<string> {
    return (await this.people(1, name))[0] ?? ''
  }

  /** What a PATCH of these members is to the use-case. */
  async patch(groupId: string, change: Partial<SaidGroup>, members = false): Promise<GroupFacts> {
    const none = { joining: [], leaving: [], isWhole: false }
    const edit = ({ name, externalId }: { name: string; externalId: string | null }) => ({
      name,
      externalId,
      ...none,
      ...change,
    })
    return (await changeProvisionedGroup(await this.speaks(), groupId, edit, { members })).result
  }
}

export const said = (name: string, joining: string[] = [], externalId: string | null = null): SaidGroup => ({
  name,
  externalId,
  joining,
  leaving: [],
  isWhole: false,
})

export async function connected(
  house: House,
  owner: Context,
  { name = 'Okta', ceiling = 'manager', connector = 'okta' } = {},
): Promise<Provider> {
  const { connection, token } = await createConnection(owner, { connector, name, ceiling })
  return new Provider(house, connection.organizationId, connection.id, token.secret)
}
