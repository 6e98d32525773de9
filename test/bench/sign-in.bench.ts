import { afterAll, beforeAll, test } from 'vitest'
import { isPassword } from '../../src/usecases/passwords/hash-password.ts'
import { beginSession, hashOfSession } from '../../src/usecases/sessions/begin-session.ts'
import { signIn } from '../../src/usecases/sessions/sign-in.ts'
import { BROWSER, type House, openHouse, PASSWORD } from '../support/house.ts'
import { Browser } from '../web/browser.ts'
import { type FrontDoor, openFrontDoor } from '../web/front-door.ts'
import { AgainstBare, median, timed } from './against-bare.ts'

let house: House
let door: FrontDoor
let bench: AgainstBare
let acme: Awaited<ReturnType<House['organization']>>
beforeAll(async () => {
  house = await openHouse()
  acme = await house.organization('Acme', 'olga@acme.test')
  door = await openFrontDoor(house)
  bench = await AgainstBare.open(house)
  await house.db.raw('create table bare_sessions (like sessions including all)')
  await house.db.raw('create table bare_attempts (like sign_in_attempts including all)')
})
afterAll(async () => {
  await bench.close()
  await door.close()
  await house.close()
})

const columns = `organization_id, id, user_id, token_hash, kind, ip, user_agent, device, started_at, last_active_at, ends_at`

test('sign-in, without the hash', async () => {
  const [row] = await house.query<{ hash: string }>(
    'select password_hash hash from credentials where user_id = :id',
    { id: acme.ownerId },
  )
  const hashes: number[] = []
  for (let at = 0; at < 21; at++) hashes.push(await timed(() => isPassword(row?.hash ?? null, PASSWORD)))
  const minusMs = median(hashes)
  console.log(`(a hash takes ${minusMs.toFixed(1)} ms)`)
  const typed = { identifier: 'olga@acme.test', password: PASSWORD, organizationId: null }
  await bench.compare('sign-in, without the hash', {
    minusMs,
    ours: () => signIn(house.outside(), typed, BROWSER).then(({ session }) => session.id),
    // Who it is, their session, the attempt: three statements that nobody can do without.
    bare: async (pool) => {
      const { rows } = await pool.query(
        `select u.organization_id, u.id, c.password_hash from users u
         join credentials c on c.organization_id = u.organization_id and c.user_id = u.id where u.address = $1`,
        ['olga@acme.test'],
      )
      const [{ organization_id, id }] = rows
      await pool.query(
        `insert into bare_sessions (${columns}) values ($1, gen_random_uuid(), $2,
           sha256(gen_random_uuid()::text::bytea), 'full', '203.0.113.7', 'Firefox', 'Firefox', now(), now(), now() + interval '1 day')`,
        [organization_id, id],
      )
      await pool.query(
        `insert into bare_attempts (id, organization_id, user_id, at, ip, device, identifier_hmac, succeeded)
         values (gen_random_uuid(), $1, $2, now(), '203.0.113.7', 'Firefox', '\\x00', true)`,
        [organization_id, id],
      )
      return rows
    },
  })
})

test('the account page', async () => {
  const user = { organizationId: acme.organizationId, id: acme.ownerId }
  const { token } = await house.db.transaction((tx) => beginSession(tx, acme.owner, user, 'full', BROWSER))
  const browser = new Browser(door.url)
  browser.jar.set('__Host-usher', token)
  const page = (await browser.get('/account')).body
  await bench.compare('the account page', {
    ours: async () => null,
    request: () => browser.get('/account'),
    bare: async (pool) => {
      const { rows } = await pool.query(
        `select u.*, s.id session_id from sessions s
         join users u on u.organization_id = s.organization_id and u.id = s.user_id where s.token_hash = $1`,
        [hashOfSession(token)],
      )
      return [rows.length, page]
    },
  })
})
