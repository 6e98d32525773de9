import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '../../src/db/database.ts'
import { keyFrom } from '../../src/domain/link.ts'
import { actingAs, type Context } from '../../src/usecases/context.ts'
import { later } from './later.ts'
import type { Place } from './usher-process.ts'

/** For what no door offers yet: the use-cases themselves, on the database and with the key of a running Usher. */
export function operatorOf(place: Place, organizationId: string): Context {
  const secret = place.variables.SECRET_KEY ?? readFileSync(join(place.dataDir, 'secret-key'), 'utf8').trim()
  const db = openDatabase(place.databaseUrl())
  later(() => db.destroy())
  const outside = {
    trace: { requestId: 'outside', surface: 'cli' as const, ip: null },
    db,
    now: () => new Date(),
    links: { keys: [keyFrom(secret)] as const, publicUrl: place.variables.PUBLIC_URL ?? '' },
  }
  return actingAs(outside, { kind: 'operator', organizationId, name: 'Acme' })
}
