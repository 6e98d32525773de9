import type { JsonObject } from '../domain/json.ts'
import type { SaidUser } from '../domain/provisioned.ts'
import { after, DAY, HOUR, MINUTE } from '../domain/time.ts'
import { changeConnection } from '../usecases/connections/change-connection.ts'
import { createConnection, type MadeConnection } from '../usecases/connections/create-connection.ts'
import { mapGroup } from '../usecases/connections/map-group.ts'
import { type NewExchange, noteExchanges, noteUse } from '../usecases/connections/note-exchanges.ts'
import { whoProvisions } from '../usecases/connections/who-provisions.ts'
import { actingAs, type Context } from '../usecases/context.ts'
import { provisionGroup } from '../usecases/provisioning/provision-group.ts'
import { provisionUsers } from '../usecases/provisioning/provision-users.ts'
import { seeRoles } from '../usecases/roles/see-roles.ts'

type Then = (secondsAgo: number) => Context

/**
 * A provider that keeps a few people in step, and asks about one who was here before. Its token is known to nobody:
 * whoever wants to speak for it makes another one.
 */
export async function connectProvider(operator: Then): Promise<void> {
  const made = await createConnection(operator(12 * DAY), { connector: 'okta', name: 'Okta (example)' })
  const { connection, token } = made
  await changeConnection(operator(12 * DAY), connection.id, { version: 1, sendsWelcome: false }, {})
  const provider = await whoProvisions(operator(0), token.secret)
  if (!provider) throw new Error('The example provider may not speak')
  const okta: Then = (secondsAgo) => ({
    ...actingAs(operator(secondsAgo), provider.actor),
    trace: { requestId: `example-${secondsAgo}`, surface: 'scim', ip: '203.0.113.40' },
  })

  const outcomes = (await provisionUsers(okta(11 * DAY), people.map(said))).result
  const ids = outcomes.flatMap((it) => ('user' in it ? [it.user.id] : []))
  const group = { name: 'Signals', externalId: 'okta-group-1', joining: ids, leaving: [], isWhole: false }
  const { result: team } = await provisionGroup(okta(11 * DAY - HOUR), group)
  const manager = (await seeRoles(operator(0))).find((it) => it.name === 'Office manager')
  await mapGroup(operator(10 * DAY), { groupId: team.id, roleIds: manager ? [manager.id] : [] })
  await provisionUsers(okta(3 * HOUR), [said(katherine)])
  await tell(operator, made, ids, team.id)
}

interface Example {
  firstName: string
  lastName: string
  position: string
}

const people: Example[] = [
  { firstName: 'Hedy', lastName: 'Lamarr', position: 'Inventor' },
  { firstName: 'Dorothy', lastName: 'Vaughan', position: 'Head of computing' },
  { firstName: 'Claude', lastName: 'Shannon', position: 'Mathematician' },
]
const katherine: Example = { firstName: 'Katherine', lastName: 'Johnson', position: 'Mathematician' }

const addressOf = ({ firstName, lastName }: Example): string =>
  `${firstName}.${lastName}@acme.example`.toLowerCase()

const resourceOf = (it: Example): JsonObject => ({
  externalId: `okta-${it.lastName.toLowerCase()}`,
  userName: addressOf(it),
  name: { givenName: it.firstName, familyName: it.lastName },
  title: it.position,
  active: true,
  emails: [{ value: addressOf(it), type: 'work', primary: true }],
})

function said(it: Example): SaidUser {
  const { firstName, lastName, position } = it
  const resource = resourceOf(it)
  return {
    resource,
    fields: {
      ...{ externalId: `okta-${lastName.toLowerCase()}`, userName: addressOf(it), email: addressOf(it) },
      ...{
        firstName,
        lastName,
        position,
        isActive: true,
        displayName: null,
        deliveryEmail: null,
        phone: null,
      },
      ...{ gender: null, birthday: null, avatarUrl: null, managerId: null, department: null, kept: {} },
    },
  }
}

/** What the log would hold of it, in the words of the door. */
async function tell(operator: Then, made: MadeConnection, ids: string[], teamId: string): Promise<void> {
  const ctx = operator(0)
  const at = (secondsAgo: number, told: Told) => noted(made, after(ctx.now(), -secondsAgo), told)
  const members = ids.map((value) => ({ value }))
  await noteExchanges(ctx, [
    ...people.flatMap((it, n) => [
      at(11 * DAY - n * MINUTE, looked(it)),
      at(11 * DAY - n * MINUTE - 1, {
        ...{ method: 'POST', path: '/scim/v2/Users', status: 201, said: `Made the user ${addressOf(it)}.` },
        request: inLines({ schemas: [USER], ...resourceOf(it) }),
        answer: inLines({ schemas: [USER], id: ids[n] ?? '', ...resourceOf(it) }),
      }),
    ]),
    at(11 * DAY - HOUR, {
      ...{ method: 'POST', path: '/scim/v2/Groups', status: 201, said: 'Made the group Signals.' },
      request: inLines({ displayName: 'Signals', members }),
      answer: inLines({ id: teamId, displayName: 'Signals', members }),
    }),
    at(3 * HOUR + 1, looked(katherine)),
    at(3 * HOUR, {
      ...{ method: 'POST', path: '/scim/v2/Users', status: 409, request: inLines(resourceOf(katherine)) },
      said: `Refused: ${addressOf(katherine)} belongs to somebody who was here before. An owner decides whether they are the same person; then Okta tries again.`,
    }),
  ])
  await noteUse(ctx, [made.token.id], after(ctx.now(), -3 * HOUR))
}

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const inLines = (it: JsonObject): string => JSON.stringify(it, null, 2)

type Told = Pick<NewExchange, 'method' | 'path' | 'status' | 'said'> &
  Partial<Pick<NewExchange, 'request' | 'answer'>>

const noted = ({ connection, token }: MadeConnection, at: Date, told: Told): NewExchange => ({
  ...{ request: null, answer: null, quirks: [], changes: null, isDryRun: false, milliseconds: 6 },
  ...told,
  organizationId: connection.organizationId,
  connectionId: connection.id,
  at,
  tokenBeginning: token.secret.slice(0, 10),
  requestId: `example-${at.getTime()}`,
})

const looked = (it: Example): Told => ({
  method: 'GET',
  path: `/scim/v2/Users?filter=userName eq "${addressOf(it)}"&startIndex=1&count=100`,
  status: 200,
  answer: inLines({ totalResults: 0, startIndex: 1, itemsPerPage: 0, Resources: [] }),
  said: `Looked for users with userName eq "${addressOf(it)}": there are none.`,
})
