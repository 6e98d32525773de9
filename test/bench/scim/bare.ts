import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import pg from 'pg'
import type { House } from '../../support/house.ts'
import type { Place } from '../../support/varied-people.ts'

const TYPE = 'application/scim+json'
const list = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

/** The tables that somebody would make who needs no more than to keep what is said. */
const tables = `
  create table bare_users (
    id uuid primary key default gen_random_uuid(), user_name_key text not null unique, external_id text unique,
    email text unique, active boolean not null default true, resource jsonb not null, version int not null default 1,
    created_at timestamptz not null default now(), changed_at timestamptz not null default now());
  create table bare_groups (
    id uuid primary key, version int not null default 1, changed_at timestamptz not null default now());
  create table bare_members (
    group_id uuid references bare_groups, user_id uuid references bare_users, primary key (group_id, user_id));`

const copied = `
  insert into bare_users (id, user_name_key, external_id, email, resource)
  select user_id, user_name_key, external_id, email_keys[1],
    resource || jsonb_build_object('userName', user_name, 'externalId', external_id)
  from provisioned_users where organization_id = :organizationId and connection_id = :connectionId;`

const shown = 'id, resource, active, version, created_at, changed_at'
const statements = {
  create: `insert into bare_users (user_name_key, external_id, email, active, resource)
    values ($1, $2, $3, $4, $5) returning ${shown}`,
  get: `select ${shown} from bare_users where id = $1`,
  userName: `select ${shown} from bare_users where user_name_key = $1`,
  externalId: `select ${shown} from bare_users where external_id = $1`,
  email: `select ${shown} from bare_users where email = $1`,
  active: `update bare_users set active = $2, version = version + 1, changed_at = now()
    where id = $1 returning ${shown}`,
  replace: `update bare_users set resource = resource || jsonb_build_object($2::text, $3::jsonb),
    version = version + 1, changed_at = now() where id = $1 returning ${shown}`,
  join: `with joined as (
      insert into bare_members (group_id, user_id) values ($1, $2) on conflict do nothing returning user_id)
    update bare_groups set version = version + 1, changed_at = now()
    where id = $1 and exists (select from joined)`,
  bulk: `insert into bare_users (user_name_key, external_id, email, active, resource)
    select lower(it->>'userName'), it->>'externalId', lower(it->'emails'->0->>'value'),
      coalesce((it->>'active')::boolean, true), it
    from jsonb_array_elements($1::jsonb) it returning id, version`,
}

/** Express and pg: the same JSON in, the same JSON out, one prepared statement a request, and nothing else. */
export class Bare {
  readonly url: string
  readonly #pool: pg.Pool
  readonly #server: Server

  private constructor(pool: pg.Pool, server: Server) {
    this.#pool = pool
    this.#server = server
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2`
  }

  static async open(house: House, place: Place, groupId: string, members: string[]): Promise<Bare> {
    for (const sql of tables.split(';').filter((it) => it.trim())) await house.query(sql)
    await house.query(copied.replace(';', ''), { ...place })
    await house.query('insert into bare_groups (id) values (:groupId)', { groupId })
    await house.query(
      'insert into bare_members select :groupId, it from unnest(cast(:members as uuid[])) it',
      { groupId, members },
    )
    await house.query('analyze bare_users, bare_groups, bare_members')
    const pool = new pg.Pool({ connectionString: house.url, max: 10 })
    const server = createServer(bareApp(pool))
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    return new Bare(pool, server)
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((closed) => this.#server.close(closed))
    await this.#pool.end()
  }
}

function bareApp(pool: pg.Pool): express.Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(express.json({ type: TYPE, limit: '5mb' }))
  const query = (name: keyof typeof statements, values: unknown[]) =>
    pool.query({ name, text: statements[name], values })

  app.get('/scim/v2/Users/:id', async (req, res) => {
    const { rows } = await query('get', [req.params.id])
    res.type(TYPE).send(JSON.stringify(resourceOf(rows[0])))
  })
  app.get('/scim/v2/Users', async (req, res) => {
    const { rows } = await query(...asked(String(req.query.filter)))
    const found = { totalResults: rows.length, startIndex: 1, itemsPerPage: rows.length }
    res.type(TYPE).send(JSON.stringify({ schemas: [list], ...found, Resources: rows.map(resourceOf) }))
  })
  app.post('/scim/v2/Users', async (req, res) => {
    const { userName, externalId, emails, active = true } = req.body
    const email = emails?.[0]?.value.toLowerCase()
    const { rows } = await query('create', [userName.toLowerCase(), externalId, email, active, req.body])
    res
      .status(201)
      .type(TYPE)
      .send(JSON.stringify(resourceOf(rows[0])))
  })
  app.patch('/scim/v2/Users/:id', async (req, res) => {
    const { path, value } = req.body.Operations[0]
    const { rows } = await (path === 'active'
      ? query('active', [req.params.id, value])
      : query('replace', [req.params.id, path, JSON.stringify(value)]))
    res.type(TYPE).send(JSON.stringify(resourceOf(rows[0])))
  })
  app.patch('/scim/v2/Groups/:id', async (req, res) => {
    await query('join', [req.params.id, req.body.Operations[0].value[0].value])
    res.status(204).end()
  })
  app.post('/scim/v2/Bulk', async (req, res) => {
    const operations: { bulkId: string; data: unknown }[] = req.body.Operations
    const { rows } = await query('bulk', [JSON.stringify(operations.map(({ data }) => data))])
    const Operations = operations.map(({ bulkId }, at) => ({
      method: 'POST',
      bulkId,
      location: locationOf(rows[at].id),
      version: `W/"${rows[at].version}"`,
      status: '201',
    }))
    res.type(TYPE).send(
      JSON.stringify({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkResponse'],
        Operations,
      }),
    )
  })
  return app
}

const filters = [
  [/^userName eq "(.*)"$/, 'userName'],
  [/^externalId eq "(.*)"$/, 'externalId'],
  [/^emails\[type eq "work"\]\.value eq "(.*)"$/, 'email'],
] as const

function asked(filter: string): [keyof typeof statements, unknown[]] {
  for (const [pattern, name] of filters) {
    const value = pattern.exec(filter)?.[1]
    if (value !== undefined) return [name, [name === 'externalId' ? value : value.toLowerCase()]]
  }
  throw new Error(`Not a filter: ${filter}`)
}

const locationOf = (id: string) => `https://usher.test/scim/v2/Users/${id}`

interface Row {
  id: string
  resource: object
  active: boolean
  version: number
  created_at: Date
  changed_at: Date
}

const resourceOf = (it: Row) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  ...it.resource,
  id: it.id,
  active: it.active,
  meta: {
    resourceType: 'User',
    created: it.created_at,
    lastModified: it.changed_at,
    location: locationOf(it.id),
    version: `W/"${it.version}"`,
  },
})
