import { newId } from '../../../src/db/id.ts'
import { issueClient } from '../../../src/usecases/connections/issue-client.ts'
import { listConnections } from '../../../src/usecases/connections/list-connections.ts'
import { listExchanges } from '../../../src/usecases/connections/list-exchanges.ts'
import { noteExchanges } from '../../../src/usecases/connections/note-exchanges.ts'
import { createGroup } from '../../../src/usecases/groups/create-group.ts'
import { listLinkQuestions } from '../../../src/usecases/provisioning/link-questions.ts'
import { provisionGroup } from '../../../src/usecases/provisioning/provision-group.ts'
import { createRole } from '../../../src/usecases/roles/create-role.ts'
import { exchange } from '../exchange.ts'
import type { House } from '../house.ts'
import { connect } from '../provider.ts'
import { connected, said } from '../team-provider.ts'

/** Everything of an organization that has an id which Slack hands back to us. */
export type Noun = keyof typeof nouns
export type Belongings = Record<Noun, string>
const nouns = {
  ...{ user: 1, session: 1, invitation: 1, role: 1, team: 1, department: 1, unit: 1, site: 1, entry: 1 },
  ...{
    connection: 1,
    token: 1,
    client: 1,
    exchange: 1,
    otherTeam: 1,
    teamOfProvider: 1,
    question: 1,
    message: 1,
    reminder: 1,
    stagedRun: 1,
  },
}

/** An organization with one of each. */
export async function furnished(house: House, name: string) {
  const word = name.toLowerCase()
  const { owner, organizationId } = await house.organization(name, `olga@${word}.test`)
  const { token } = await house.invited(owner, `mia@${word}.test`)
  const mia = await house.accept(token, { firstName: 'Mia', lastName: 'Berg' })
  const { invitationId: invitation } = await house.invited(owner, `guest@${word}.test`)
  const group = async (kind: 'team' | 'department' | 'unit' | 'site', which = 'The') =>
    (await createGroup(owner, { kind, name: `${which} ${kind}` })).id
  const role = await createRole(owner, { name: 'Reader', permissions: ['audit.read'] })

  const provider = await connected(house, owner, { name: 'Okta' })
  await provisionGroup(await provider.speaks(), said('Theirs'))
  const client = await issueClient(owner, provider.connectionId)
  const [connection] = await listConnections(owner)
  if (!connection) throw new Error('There is no connection')
  await noteExchanges(house.outside(), [exchange(house, connection)])
  const { lines } = await listExchanges(owner, provider.connectionId)
  const [mapped] = await house.query<{ id: string }>(
    `select group_id id from provisioned_groups where organization_id = :organizationId`,
    { organizationId },
  )
  const asking = await connect(house, owner, { name: 'Entra' })
  await asking.make(`mia@${word}.test`).catch(() => {})
  const [question] = await listLinkQuestions(owner)

  const message = newId(house.clock.now())
  const [createdAt, endedAt, dueAt] = Array(3).fill(house.clock.now())
  await house.db('messages').insert({
    ...{ organizationId, id: message, kind: 'password-changed', status: 'failed', userId: mia.userId },
    ...{ createdAt, endedAt, dueAt },
  })
  const reminder = newId(house.clock.now())
  await house.db('reminders').insert({
    ...{ organizationId, id: reminder, audience: 'channel', createdAt: house.clock.now(), isOpen: false },
    ...{ teamId: 'T1', channel: 'C1', ts: '1.1' },
  })
  await house.db('invitations').where({ id: invitation }).update({ channelReminderId: reminder })
  const stagedRun = newId(createdAt)
  const whose = { organizationId, userId: (owner.actor as { userId: string }).userId, byOperator: false }
  const times = { startedAt: createdAt, nextAt: createdAt, endedAt: createdAt }
  const stopped = { state: 'stopped', stoppedWhy: 'asked', total: 1 }
  await house.db('stagedRuns').insert({ id: stagedRun, ...whose, ...times, ...stopped })
  const one = async (sql: string) =>
    (await house.query<{ id: string }>(sql, { organizationId, userId: mia.userId }))[0]?.id ?? ''
  const belongings: Belongings = {
    ...{
      user: mia.userId,
      invitation,
      role: role.id,
      message,
      reminder,
      stagedRun,
      connection: connection.id,
      client: client.id,
    },
    session: await one('select id from sessions where user_id = :userId'),
    entry: await one(
      'select id from audit_entries where organization_id = :organizationId order by id limit 1',
    ),
    team: await group('team'),
    otherTeam: await group('team', 'Another'),
    department: await group('department'),
    unit: await group('unit'),
    site: await group('site'),
    token: connection.tokens[0]?.id ?? '',
    exchange: lines[0]?.id ?? '',
    teamOfProvider: mapped?.id ?? '',
    question: question?.id ?? '',
  }
  for (const [noun, id] of Object.entries(belongings)) if (!id) throw new Error(`${name} has no ${noun}`)
  await house.deliverAll()
  const versionIn = async (sql: string, id: string) =>
    String((await house.query<{ version: number }>(sql, { id }))[0]?.version)
  /** Of what a form may be about, as it goes back with the form. */
  const versions: Record<string, string> = {
    user: await versionIn('select version from users where id = :id', belongings.user),
    role: await versionIn('select version from roles where id = :id', belongings.role),
    connection: await versionIn('select version from connections where id = :id', belongings.connection),
    settings: await versionIn('select version from organizations where id = :id', organizationId),
  }
  return {
    versions,
    belongings,
    owner: await house.userContext(organizationId, (owner.actor as { userId: string }).userId),
  }
}
