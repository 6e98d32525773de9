import type { CardQuestion } from '../../../src/domain/card.ts'
import type { ScimClient, ScimToken } from '../../../src/domain/connection.ts'
import { scopes } from '../../../src/domain/connection.ts'
import type { Exchange } from '../../../src/domain/exchange.ts'
import type { SeenConnection } from '../../../src/usecases/connections/list-connections.ts'
import type { ListedGroup } from '../../../src/usecases/connections/see-mapped-groups.ts'

export const organizationId = '01900000-0000-7000-8000-000000000001'
export const now = new Date('2026-11-21T09:00:00Z')
export const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
export const ahead = (minutes: number) => ago(-minutes)
const DAY = 24 * 60
export const id = (n: number) => `01900000-0000-7000-8000-0000000003${String(n).padStart(2, '0')}`

export const aToken = (n: number, more: Partial<ScimToken> = {}): ScimToken => ({
  organizationId,
  id: id(40 + n),
  connectionId: id(1),
  clientId: null,
  beginning: `scim_abcd${n}`,
  scopes: [...scopes],
  createdAt: ago(40 * DAY),
  createdById: null,
  expiresAt: null,
  warnAt: null,
  lastUsedAt: ago(5),
  revokedAt: null,
  replacedById: null,
  ...more,
})

export const aClient = (n: number): ScimClient => ({
  organizationId,
  id: id(60 + n),
  connectionId: id(1),
  scopes: ['users.read', 'groups.read'],
  tokenMinutes: 60,
  createdAt: ago(30 * DAY),
  createdById: null,
  lastUsedAt: null,
  revokedAt: null,
})

const name = 'Okta <b> & *friends*'

export const working: SeenConnection = {
  organizationId,
  id: id(1),
  name,
  connector: 'okta',
  flags: {},
  ceilingRoleId: id(10),
  defaultRoleId: null,
  sendsWelcome: true,
  isDryRun: false,
  networks: [],
  createdAt: ago(41 * DAY),
  createdById: null,
  endedAt: null,
  version: 3,
  ceiling: { id: id(10), name: 'Manager' },
  defaultRole: null,
  people: 120,
  teams: 1,
  openQuestions: 0,
  health: { lastExchangeAt: ago(5), lastSuccessAt: ago(5), lastError: null, errorsLastDay: 0 },
  tokens: [{ ...aToken(0), shutOutMaker: null }],
  clients: [],
}

const refused = {
  exchangeId: id(90),
  at: ago(2),
  status: 409,
  said: 'Refused: ada@acme.test belongs to somebody who was here before. An *owner* decides.',
}

/** Everything that can be worth saying of one at once. */
export const troubled: SeenConnection = {
  ...working,
  id: id(2),
  name: 'Entra ID',
  connector: 'entra',
  isDryRun: true,
  sendsWelcome: false,
  networks: ['203.0.113.0/24', '2001:db8::/32'],
  flags: { deleteMeans: 'hard', patchAnswer: { user: 204, group: 204 } },
  defaultRoleId: id(11),
  defaultRole: { id: id(11), name: 'Member' },
  people: 1,
  openQuestions: 2,
  health: { lastExchangeAt: ago(2), lastSuccessAt: ago(300), lastError: refused, errorsLastDay: 7 },
  tokens: [
    { ...aToken(1, { expiresAt: ahead(3 * DAY), replacedById: id(42) }), shutOutMaker: null },
    {
      ...aToken(2, { expiresAt: ahead(5 * DAY), lastUsedAt: null, scopes: ['users.read', 'users.write'] }),
      shutOutMaker: 'Grace *H* & <co>',
    },
  ],
  clients: [{ ...aClient(1), shutOutMaker: 'Grace Hopper' }],
}

export const silent: SeenConnection = {
  ...working,
  id: id(3),
  name: 'Fresh',
  connector: 'generic',
  people: 0,
  teams: 0,
  health: { lastExchangeAt: null, lastSuccessAt: null, lastError: null, errorsLastDay: 0 },
}

export const recovered: SeenConnection = {
  ...working,
  id: id(4),
  health: { lastExchangeAt: ago(1), lastSuccessAt: ago(1), lastError: refused, errorsLastDay: 1 },
}

export const speechless: SeenConnection = { ...working, id: id(5), name: 'Speechless', tokens: [] }
export const ended: SeenConnection = {
  ...working,
  id: id(6),
  endedAt: ago(60),
  tokens: [],
  people: 0,
  teams: 0,
}

export const question: CardQuestion = {
  id: id(70),
  connectionName: name,
  isConnected: true,
  userId: id(71),
  personName: 'Ada *Lovelace*',
  email: 'ada@acme.test',
  belongsTo: null,
  userName: 'ada.lovelace',
  askedAt: ago(180),
  answer: null,
  answeredAt: null,
  answeredBy: null,
  mayAnswer: true,
}

export const engineering: ListedGroup = {
  id: id(80),
  name: 'Engineering `dept`',
  members: 12,
  isAwaited: false,
  roles: [
    { id: id(12), name: 'Support', isBeyondCeiling: false },
    { id: id(13), name: 'Office *lead*', isBeyondCeiling: true },
  ],
}

export const anExchange = (more: Partial<Exchange> = {}): Exchange => ({
  organizationId,
  id: id(90),
  connectionId: id(1),
  at: ago(2),
  method: 'POST',
  path: '/scim/v2/Users',
  status: 409,
  request: '{"userName":"ada@acme.test","password":"•••"}',
  answer: '{"status":"409","detail":"<no> `no` & no"}',
  said: refused.said,
  quirks: [],
  changes: null,
  isDryRun: false,
  milliseconds: 6,
  tokenBeginning: 'scim_abcde',
  requestId: 'r-1',
  ...more,
})
