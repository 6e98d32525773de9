import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { JsonObject } from '../../src/domain/json.ts'
import { urns } from '../../src/scim/schema/urns.ts'
import { changeConnection } from '../../src/usecases/connections/change-connection.ts'
import { createConnection } from '../../src/usecases/connections/create-connection.ts'
import { type House, openHouse } from '../support/house.ts'
import { closeEverything } from '../support/later.ts'
import { fillCrowd, memberId, teamId } from '../support/provisioned-crowd.ts'
import { patchOf, userOf } from '../support/scim/caller.ts'
import { freePort, newPlace, type RunningUsher } from '../support/usher-process.ts'
import { median } from './against-bare.ts'
import { Bare } from './scim/bare.ts'
import { type Chain, Load, type Target } from './scim/load.ts'
import { cpuMsOf, memoryOf, mostMemoryOf, serverCpuMsOf } from './scim/used.ts'

/** BENCH_PEOPLE=10000 BENCH_REQUESTS=200 takes less than a minute. */
const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 100_000)
/** With a thousand, a good part of them is answered before the process has learned to. */
const REQUESTS = Number(process.env.BENCH_REQUESTS ?? 2_000)
const BULK = Number(process.env.BENCH_BULK ?? 1_000)
const BULKS = Number(process.env.BENCH_BULKS ?? 5)
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3)
/** Part of the name of the one thing that is looked at. */
const ONLY = process.env.BENCH_ONLY ?? ''
/** The other sends no letters; with BENCH_WELCOME=1 ours does, and its worker delivers them meanwhile. */
const SENDS_WELCOME = process.env.BENCH_WELCOME === '1'
const AT_ONCE = 16

let house: House
let usher: RunningUsher
let bare: Bare
let load: Load
let targets: { ours: Target; bare: Target }

beforeAll(async () => {
  house = await openHouse()
  const { owner } = await house.organization()
  const { connection, token } = await createConnection(owner, { connector: 'generic', name: 'Large' })
  const welcome = { version: connection.version, sendsWelcome: SENDS_WELCOME }
  await changeConnection(owner, connection.id, welcome, {})
  const place = { organizationId: connection.organizationId, connectionId: connection.id }
  await fillCrowd(house, place, PEOPLE)
  const members = Array.from({ length: Math.floor(PEOPLE / 10) }, (_, n) => memberId((n + 1) * 10))
  bare = await Bare.open(house, place, teamId(1), members)
  const settings = { DATABASE_URL: house.url, SECRET_KEY: randomBytes(32).toString('base64') }
  const shop = await newPlace({ ...settings, PLAYGROUND: 'off', LOG_LEVEL: 'info' })
  const started = performance.now()
  usher = await shop.start({ PORT: String(await freePort()) })
  console.log(`Ready after ${Math.round(performance.now() - started)} ms, ${cpuMsOf(usher.pid)} ms of work`)
  const headers = { authorization: `Bearer ${token.secret}`, accept: 'application/scim+json' }
  targets = { ours: { url: `${usher.url}/scim/v2`, headers }, bare: { url: bare.url, headers } }
  load = new Load()
  tellMemory('at first')
})
afterAll(async () => {
  tellMemory('afterwards')
  load.close()
  await usher.term()
  await bare.close()
  await closeEverything()
  await house.close()
})

/** In megabytes: what it is now, and the most it ever was. */
function tellMemory(when: string): void {
  const said = [usher.pid, bare.pid].map((pid) => `${memoryOf(pid)} (at most ${mostMemoryOf(pid)})`)
  console.log(`Memory ${when}: ours ${said[0]} MB, bare ${said[1]} MB`)
}

type Which = 'ours' | 'bare'
interface Went {
  ms: number
  /** Of the process that answers, and of the database. */
  cpuMs: number
  databaseCpuMs: number
}

async function go(which: Which, chains: Chain[]): Promise<Went> {
  const pid = which === 'ours' ? usher.pid : bare.pid
  const [backend] = await house.query<{ pid: number }>('select pg_backend_pid() pid')
  const ofDatabase = () => serverCpuMsOf(backend?.pid ?? 0)
  const before = [cpuMsOf(pid), ofDatabase()] as const
  const { ms, statuses } = await load.run(targets[which], chains, AT_ONCE)
  expect(
    Object.keys(statuses).every((it) => it.startsWith('2')),
    `${which} ${JSON.stringify(statuses)}`,
  ).toBe(true)
  return { ms, cpuMs: cpuMsOf(pid) - before[0], databaseCpuMs: ofDatabase() - before[1] }
}

/** Every go asks for something new, so that no answer is one of "it is so already". */
async function compare(name: string, target: number, chains: (go: number) => Chain[]): Promise<void> {
  if (!name.includes(ONLY)) return
  const all: Record<Which, Went[]> = { ours: [], bare: [] }
  const count = chains(0).length
  for (const which of ['ours', 'bare'] as const) await go(which, chains(0))
  for (let round = 1; round <= ROUNDS; round++)
    for (const which of round % 2 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const))
      all[which].push(await go(which, chains(round)))
  const perSecond = (it: Went[]) => (count * 1000) / median(it.map(({ ms }) => ms))
  const each = (it: Went[], what: 'cpuMs' | 'databaseCpuMs') =>
    `${(median(it.map((went) => went[what])) / count).toFixed(2)}`.padStart(7)
  const cpu = (it: Went[]) => `${each(it, 'cpuMs')} +${each(it, 'databaseCpuMs')}`
  const ratio = perSecond(all.ours) / perSecond(all.bare)
  console.log(
    [
      name.padEnd(34),
      ratio.toFixed(2).padStart(6),
      `(≥ ${target})`.padStart(8),
      `${perSecond(all.ours).toFixed(0)}/s`.padStart(8),
      `${perSecond(all.bare).toFixed(0)}/s`.padStart(8),
      cpu(all.ours),
      cpu(all.bare),
    ].join(' '),
  )
}

const times = <T>(count: number, each: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => each(n))

let made = 0
/** Everything that a directory says of somebody. */
function enterpriseUser(): JsonObject {
  made += 1
  const n = made
  const email = `new${n}@made.test`
  return userOf(email, {
    externalId: `made-${n}`,
    name: { givenName: `Given${n}`, familyName: 'Family', formatted: `Given${n} Family` },
    displayName: `Given${n} Family`,
    nickName: 'Given',
    title: 'Engineer',
    userType: 'Employee',
    preferredLanguage: 'en-GB',
    locale: 'en-GB',
    timezone: 'Europe/Berlin',
    active: true,
    emails: [
      { type: 'work', value: email, primary: true },
      { type: 'home', value: `home${n}@made.test` },
    ],
    phoneNumbers: [{ type: 'mobile', value: `+4915${String(n).padStart(8, '0')}` }],
    addresses: [
      { type: 'work', streetAddress: '1 Road', locality: 'Berlin', postalCode: '10115', country: 'DE' },
    ],
    [urns.enterprise]: {
      employeeNumber: String(n),
      costCenter: '4130',
      organization: 'Acme',
      division: 'Vehicles',
      department: 'Engines',
      manager: { value: memberId(1) },
    },
  })
}

const creation = (): Chain => ({ method: 'POST', path: '/Users', body: enterpriseUser() })
const setActive = (value: boolean) => patchOf([{ op: 'replace', path: 'active', value }])
const one = (n: number): string => memberId(1 + (n % PEOPLE))
const search = (filter: string): Chain => ({
  method: 'GET',
  path: `/Users?filter=${encodeURIComponent(filter)}`,
})
const nth = (n: number, round: number): number => 1 + ((n * 7919 + round) % PEOPLE)
const mailOf = (n: number): string => `p${n}@crowd.test`

test('one at a time, as providers do', async () => {
  console.log(
    `${'16 at once'.padEnd(34)}  ratio  target     ours     bare ours CPU + database, bare CPU + database, ms each`,
  )
  await compare('create an enterprise user', 0.6, () => times(REQUESTS, creation))
  await compare('get by id', 0.8, (go) =>
    times(REQUESTS, (n) => ({ method: 'GET', path: `/Users/${memberId(nth(n, go))}` })),
  )
  await compare('filter by userName', 0.8, (go) =>
    times(REQUESTS, (n) => search(`userName eq "${mailOf(nth(n, go))}"`)),
  )
  await compare('filter by e-mail', 0.8, (go) =>
    times(REQUESTS, (n) => search(`emails[type eq "work"].value eq "${mailOf(nth(n, go))}"`)),
  )
  await compare('filter by externalId', 0.8, (go) =>
    times(REQUESTS, (n) => search(`externalId eq "ext-${nth(n, go)}"`)),
  )
  await compare('PATCH active', 0.6, (go) =>
    times(REQUESTS, (n) => ({ method: 'PATCH', path: `/Users/${one(n)}`, body: setActive(go % 2 === 1) })),
  )
})

test('a group with many members', async () => {
  tellMemory('after one at a time')
  let next = 0
  const joining = () => {
    next += next % 10 === 8 ? 2 : 1
    return patchOf([{ op: 'add', path: 'members', value: [{ value: memberId(next) }] }])
  }
  const path = `/Groups/${teamId(1)}`
  const goes = times(ROUNDS + 1, () =>
    times(REQUESTS, (): Chain => ({ method: 'PATCH', path, body: joining() })),
  )
  await compare(`add one to a group of ${PEOPLE / 10}`, 0.6, (go) => goes[go] ?? [])
})

/** Nine in ten are there and change, one in ten is new. */
test('a nightly synchronization', async () => {
  const of = (n: number, go: number): Chain => {
    const body = enterpriseUser()
    const missing = { method: 'POST', path: '/Users', body }
    const at = n % 10 === 0 ? String(body.userName) : mailOf(nth(n, 0))
    const value = `Title ${go}`
    const found = {
      method: 'PATCH',
      path: '/Users/:id',
      body: patchOf([{ op: 'replace', path: 'title', value }]),
    }
    return { ...search(`userName eq "${at}"`), next: { found, missing } }
  }
  await compare('nightly synchronization', 0.6, (go) => times(REQUESTS, (n) => of(n, go)))
})

test('many in one', async () => {
  tellMemory('before Bulk')
  const bulk = (): Chain => ({
    method: 'POST',
    path: '/Bulk',
    body: {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
      Operations: times(BULK, (n) => ({
        method: 'POST',
        path: '/Users',
        bulkId: `b${n}`,
        data: enterpriseUser(),
      })),
    },
  })
  await compare(`Bulk of ${BULK} creations`, 0.5, () => times(BULKS, bulk))
})
