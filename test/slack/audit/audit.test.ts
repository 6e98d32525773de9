import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { seeAudit, seeAuditEntry } from '../../../src/usecases/audit/see-audit.ts'
import { createRole } from '../../../src/usecases/roles/create-role.ts'
import { setRoles } from '../../../src/usecases/roles/set-roles.ts'
import { enableUser, suspendUser } from '../../../src/usecases/users/suspend-user.ts'
import { allIsWell, type Office, openOffice } from '../../support/slack/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
  const { house, owner, userIds } = office
  await house.query("update users set first_name = 'Melanie', last_name = 'Klein' where id = :id", {
    id: userIds.mel,
  })
  await suspendUser(owner, userIds.mel)
  await enableUser(owner, userIds.mel)
})
afterEach(() => allIsWell(office))
afterEach(() => office.ada.closes({ all: true }).catch(() => {}))
afterAll(() => office.close())

const inAudit = async () => {
  const { ada } = office
  await ada.opensHome()
  await ada.waitsFor('[Sync]')
  await ada.click('Sync')
  await ada.waitsFor('No identity provider')
  await ada.click('Audit')
  await ada.waitsFor('Since the beginning')
}

describe('the audit', () => {
  test('says who did what to whom, when and from where', async () => {
    const { ada } = office
    await inAudit()
    expect(ada.sees).toContain('Olga Petrova suspended Melanie Klein')
    expect(ada.sees).toContain('by way of the web · 203.0.113.7')
  })

  test('is narrowed by what was done, by whom and since when', async () => {
    const { ada, house } = office
    await inAudit()
    await ada.choose('Done by …', 'grace@acme.test')
    await ada.waitsUntil(() => !ada.sees.includes('suspended'))
    await ada.click('By anybody')
    await ada.waitsFor('suspended Melanie Klein')
    house.clock.moveHours(30)
    await createRole(office.owner, { name: 'Later', permissions: [] })
    const [kinds, since] = [/‹Everything›/, /‹Since the beginning›/].map((it) => it.test(ada.sees))
    expect([kinds, since]).toEqual([true, true])
    const { lines } = await seeAudit(office.owner, {
      pageSize: 50,
      since: new Date(house.clock.now().getTime() - 3_600_000),
    })
    expect(lines.map((it) => it.act)).toEqual(['role.create'])
  })

  test('tells an entry whole, with before and after and the number of the request', async () => {
    const { ada, owner, userIds } = office
    const later = (await createRole(owner, { name: 'Helper', permissions: [] })).id
    await setRoles(owner, userIds.mel, { roles: [later] })
    await inAudit()
    await ada.waitsFor('changed the roles of Melanie Klein')
    await ada.click('Details', { in: 'changed the roles of Melanie Klein' })
    await ada.waitsFor('• Roles: Member → Helper')
    expect(ada.sees).toContain('Request: ')
  })

  test('answers /people audit, all or about one person', async () => {
    const { ada } = office
    ada.looksAt('general')
    await ada.command('/people audit')
    await ada.waitsFor('What happened last')
    await ada.command('/people audit mel@acme.test')
    await ada.waitsFor('What was done to Melanie Klein')
    const about = ada.sees.slice(ada.sees.lastIndexOf('What was done to'))
    expect(about).toContain('suspended Melanie Klein')
    expect(about).toContain('invited mel@acme.test')
    expect(about).not.toContain('made the role Helper')
    await ada.command('/people audit nobody@acme.test')
    await ada.waitsFor('There is nobody called “nobody@acme.test”.')
  })

  test('does not exist for a member', async () => {
    const { mel } = office
    mel.looksAt('general')
    await mel.command('/people audit')
    await mel.waitsFor('audit.read')
    expect(mel.sees).not.toContain('suspended')
  })

  test('of another organization is answered like one that never was', async () => {
    const { owner, house } = office
    const other = await house.organization('Beta', 'bea@beta.test')
    const { lines } = await seeAudit(other.owner, { pageSize: 5 })
    const refused = { code: 'not-found' }
    await expect(seeAuditEntry(owner, lines[0]?.id ?? '')).rejects.toMatchObject(refused)
    await expect(seeAuditEntry(owner, '01900000-0000-7000-8000-000000000001')).rejects.toMatchObject(refused)
    const about = await seeAudit(owner, { aboutId: other.ownerId, pageSize: 5 })
    expect([about.lines, about.names.size]).toEqual([[], 0])
  })

  test('is walked page by page, none twice, none left out', async () => {
    const { owner } = office
    const all = await seeAudit(owner, { pageSize: 100 })
    const walked: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof seeAudit>> = await seeAudit(owner, { pageSize: 4, cursor })
      walked.push(...page.lines.map((it) => it.id))
      cursor = page.next
    }
    expect(walked).toEqual(all.lines.map((it) => it.id))
  })
})

test('the history of somebody opens from their profile', async () => {
  const { ada } = office
  ada.looksAt('general')
  await ada.command('/people show mel@acme.test')
  await ada.waitsFor('[History]')
  await ada.click('History')
  await ada.waitsFor('what was done to them, newest first')
  expect(ada.sees).toContain('suspended Melanie Klein')
  await ada.closes({ all: true })
})
