// Express and pg: the same JSON in, the same JSON out, one prepared statement a request, and nothing else. A process
// of its own, like ours. Started with the address of the database, it says the port it listens at.
import { createServer } from 'node:http'
import express from 'express'
import pg from 'pg'

const TYPE = 'application/scim+json'
const list = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'
const bulkResponse = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse'

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

const filters = [
  [/^userName eq "(.*)"$/, 'userName'],
  [/^externalId eq "(.*)"$/, 'externalId'],
  [/^emails\[type eq "work"\]\.value eq "(.*)"$/, 'email'],
]

function asked(filter) {
  for (const [pattern, name] of filters) {
    const value = pattern.exec(filter)?.[1]
    if (value !== undefined) return [name, [name === 'externalId' ? value : value.toLowerCase()]]
  }
  throw new Error(`Not a filter: ${filter}`)
}

const locationOf = (id) => `https://usher.test/scim/v2/Users/${id}`

const resourceOf = (it) => ({
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

const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 })
const query = (name, values) => pool.query({ name, text: statements[name], values })
const say = (res, it) => res.type(TYPE).send(JSON.stringify(it))

const app = express()
app.disable('x-powered-by')
app.use(express.json({ type: TYPE, limit: '5mb' }))
app.get('/scim/v2/Users/:id', async (req, res) => {
  const { rows } = await query('get', [req.params.id])
  say(res, resourceOf(rows[0]))
})
app.get('/scim/v2/Users', async (req, res) => {
  const { rows } = await query(...asked(String(req.query.filter)))
  const found = { totalResults: rows.length, startIndex: 1, itemsPerPage: rows.length }
  say(res, { schemas: [list], ...found, Resources: rows.map(resourceOf) })
})
app.post('/scim/v2/Users', async (req, res) => {
  const { userName, externalId, emails, active = true } = req.body
  const email = emails?.[0]?.value.toLowerCase()
  const { rows } = await query('create', [userName.toLowerCase(), externalId, email, active, req.body])
  say(res.status(201), resourceOf(rows[0]))
})
app.patch('/scim/v2/Users/:id', async (req, res) => {
  const { path, value } = req.body.Operations[0]
  const { rows } = await (path === 'active'
    ? query('active', [req.params.id, value])
    : query('replace', [req.params.id, path, JSON.stringify(value)]))
  say(res, resourceOf(rows[0]))
})
app.patch('/scim/v2/Groups/:id', async (req, res) => {
  await query('join', [req.params.id, req.body.Operations[0].value[0].value])
  res.status(204).end()
})
app.post('/scim/v2/Bulk', async (req, res) => {
  const operations = req.body.Operations
  const { rows } = await query('bulk', [JSON.stringify(operations.map(({ data }) => data))])
  const Operations = operations.map(({ bulkId }, at) => ({
    method: 'POST',
    bulkId,
    location: locationOf(rows[at].id),
    version: `W/"${rows[at].version}"`,
    status: '201',
  }))
  say(res, { schemas: [bulkResponse], Operations })
})

const server = createServer(app)
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
