import type { NewExchange } from '../../src/db/exchanges.ts'
import type { Connection } from '../../src/domain/connection.ts'
import type { House } from './house.ts'

/** What the door would tell of one request. */
export const exchange = (
  house: House,
  { organizationId, id: connectionId }: Pick<Connection, 'organizationId' | 'id'>,
  more: Partial<NewExchange> = {},
): NewExchange => ({
  organizationId,
  connectionId,
  at: house.clock.now(),
  method: 'GET',
  path: '/scim/v2/Users',
  status: 200,
  request: null,
  answer: '{"totalResults":0}',
  said: 'Nobody was found.',
  quirks: [],
  changes: null,
  isDryRun: false,
  milliseconds: 3.4,
  tokenBeginning: 'scim_abcde',
  requestId: 'r-1',
  ...more,
})
