import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { House } from '../../support/house.ts'
import type { Place } from '../../support/varied-people.ts'

/** The tables that somebody would make who needs no more than to keep what is said. */
const tables = [
  `create table bare_users (
    id uuid primary key default gen_random_uuid(), user_name_key text not null unique, external_id text unique,
    email text unique, active boolean not null default true, resource jsonb not null, version int not null default 1,
    created_at timestamptz not null default now(), changed_at timestamptz not null default now())`,
  `create table bare_groups (
    id uuid primary key, version int not null default 1, changed_at timestamptz not null default now())`,
  `create table bare_members (
    group_id uuid references bare_groups, user_id uuid references bare_users, primary key (group_id, user_id))`,
]

const copied = `
  insert into bare_users (id, user_name_key, external_id, email, resource)
  select user_id, user_name_key, external_id, email_keys[1],
    resource || jsonb_build_object('userName', user_name, 'externalId', external_id)
  from provisioned_users where organization_id = :organizationId and connection_id = :connectionId`

/** The other one of the comparison, in a process of its own: bare.mjs. */
export class Bare {
  readonly url: string
  readonly pid: number
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, port: string) {
    this.#child = child
    this.pid = child.pid ?? 0
    this.url = `http://127.0.0.1:${port}/scim/v2`
  }

  static async open(house: House, place: Place, groupId: string, members: string[]): Promise<Bare> {
    for (const sql of tables) await house.query(sql)
    await house.query(copied, { ...place })
    await house.query('insert into bare_groups (id) values (:groupId)', { groupId })
    await house.query(
      'insert into bare_members select :groupId, it from unnest(cast(:members as uuid[])) it',
      { groupId, members },
    )
    await house.query('analyze bare_users, bare_groups, bare_members')
    const child = spawn(process.execPath, [`${import.meta.dirname}/bare.mjs`, house.url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [port] = await once(child.stdout, 'data')
    return new Bare(child, String(port).trim())
  }

  async close(): Promise<void> {
    const gone = once(this.#child, 'exit')
    this.#child.kill()
    await gone
  }
}
