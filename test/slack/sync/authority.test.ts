import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Fields } from '../../../src/slack/door/fields.ts'
import { syncDeeds, syncForms } from '../../../src/slack/sync/deeds.ts'
import { listConnections } from '../../../src/usecases/connections/list-connections.ts'
import { listExchanges } from '../../../src/usecases/connections/list-exchanges.ts'
import { noteExchanges } from '../../../src/usecases/connections/note-exchanges.ts'
import { seeMappedGroups } from '../../../src/usecases/connections/see-mapped-groups.ts'
import { provisionGroup } from '../../../src/usecases/provisioning/provision-group.ts'
import { exchange } from '../../support/exchange.ts'
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'
import { connected, said } from '../../support/team-provider.ts'
import { looking } from './looking.ts'

let office: Office
let _look: ReturnType<typeof looking>
beforeAll(async () => {
  office = await openOffice()
  _look = looking(office)
})
afterEach(() => allIsWell(office))
afterEach(() => office.ada.closes({ all: true }).catch(() => {}))
afterAll(() => office.close())

describe('what belongs to another organization', () => {
  test('is answered like something that never was, at every click and in every form', async () => {
    const { house, owner } = office
    await connected(house, owner, { name: 'Ours' })
    const other = await house.organization('Beta', 'bea@beta.test')
    const theirs = await connected(house, other.owner, { name: 'Theirs' })
    await provisionGroup(await theirs.speaks(), said('Their team'))
    const [connection] = await listConnections(other.owner)
    if (!connection) throw new Error('There is no connection')
    await noteExchanges(house.outside(), [exchange(house, connection)])
    const {
      groups: [team],
    } = await seeMappedGroups(other.owner, connection.id)
    const {
      lines: [line],
    } = await listExchanges(other.owner, connection.id)
    const token = connection.tokens[0]?.id
    const nobody = '01900000-0000-7000-8000-000000000001'
    const own = (await listConnections(owner))[0]?.id ?? ''

    const heard = (value: string, metadata: Record<string, string> = { connection: own }) =>
      ({
        ctx: owner,
        value,
        deed: 'action',
        fields: new Fields(),
        place: { in: 'modal', view: { metadata } },
      }) as never
    const deeds: [string, string | undefined][] = [
      ...['disconnect', 'exchanges', 'open', 'settings', 'steps', 'teams', 'tokens'].map(
        (it): [string, string] => [`connection.${it}`, connection.id],
      ),
      ['connection.rotate-token', token],
      ['connection.revoke-token', token],
      ['connection.map', team?.id],
      ['connection.unlink-team', team?.id],
      ['exchange.open', line?.id],
    ]
    for (const [name, id] of deeds)
      for (const value of [id ?? 'none', nobody]) {
        const reaction = syncDeeds[name]
        if (!reaction || !('react' in reaction)) throw new Error(`Nothing is called ${name}`)
        await expect((async () => reaction.react(heard(value)))(), name).rejects.toMatchObject({
          code: 'not-found',
        })
      }
    const forms: [string, Record<string, string>][] = [
      ['connection.disconnect', { connection: connection.id }],
      ['connection.issue-client', { connection: connection.id }],
      ['connection.issue-token', { connection: connection.id }],
      ['connection.link-team', { connection: connection.id }],
      ['connection.map', { connection: own, group: team?.id ?? '' }],
      ['connection.revoke', { connection: own, token: token ?? '' }],
      ['connection.rotate-token', { connection: connection.id, token: token ?? '' }],
      ['connection.settings', { connection: connection.id, version: '1' }],
      ['connection.unlink-team', { connection: own, group: team?.id ?? '' }],
    ]
    for (const [name, metadata] of forms) {
      const reaction = syncForms[name]
      if (!reaction || !('react' in reaction)) throw new Error(`Nothing is called ${name}`)
      await expect((async () => reaction.react(heard('', metadata)))(), name).rejects.toMatchObject({
        code: 'not-found',
      })
    }
  })
})

describe('what somebody may not', () => {
  test('is refused at each click, whatever they were shown before', async () => {
    const { house, organizationId, userIds, owner } = office
    const mel = await house.userContext(organizationId, userIds.mel)
    const id = (await listConnections(owner))[0]?.id ?? ''
    const heard = (metadata: Record<string, string>) =>
      ({
        ...{
          ctx: mel,
          value: id,
          words: '',
          deed: 'action',
          fields: new Fields(new Map([['name', ['Okta']]])),
        },
        place: { in: 'modal', view: { metadata } },
      }) as never
    for (const [name, reaction] of Object.entries({ ...syncDeeds, ...syncForms })) {
      if (!('react' in reaction)) throw new Error(`${name} answers anybody`)
      const metadata = { connection: id, token: id, group: id }
      await expect((async () => reaction.react(heard(metadata)))(), name).rejects.toMatchObject({
        code: 'not-permitted',
      })
    }
  })
})
