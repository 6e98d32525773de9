import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readDoctor } from '../../src/cli/doctor.ts'
import type { Tools } from '../../src/cli/words.ts'
import { helpEntries } from '../../src/slack/words/help.ts'
import { createRole } from '../../src/usecases/roles/create-role.ts'
import { setRoles } from '../../src/usecases/roles/set-roles.ts'
import { editUser } from '../../src/usecases/users/edit-user.ts'
import { seeUser } from '../../src/usecases/users/see-user.ts'
import { allIsWell } from '../support/slack/office.ts'
import { asked, atHome, Browser, openWalk, signedIn, tidied, type Walk } from './walk.ts'

let walk: Walk
beforeAll(async () => {
  walk = await openWalk()
})
afterEach(async () => {
  await tidied(walk)
  allIsWell(walk)
})
afterAll(() => walk.close())

const labels = (who: Walk['ada']) => who.buttons.map((it) => it.label)

describe('U40 who may look after people', () => {
  test('S1.01 a member who invites is refused to themselves alone, on record, and nobody is invited', async () => {
    const { mel, ada, grace, house } = walk
    const before = await house.query('select 1 from invitations')
    const answer = await asked(walk, mel, '/people invite friend@else.test')
    expect(answer).toContain('only visible to you')
    expect(answer).toContain('Your roles do not allow this')
    expect(grace.seesAt('general')).not.toContain('friend@else.test')
    expect(await house.query('select 1 from invitations')).toHaveLength(before.length)
    await atHome(walk, ada, 'Audit')
    await ada.choose('What was done', 'Refused')
    await walk.bot.door.settled()
    expect(ada.sees).toContain('Robin Meyer tried what their roles do not allow')
    expect(ada.sees).toContain('by way of Slack\nTried: /people\nNeeds: Ask for somebody to be invited')
  })

  test('S2.02 an admin reaches inviting, creating, editing and suspending from the users', async () => {
    const { grace } = walk
    await atHome(walk, grace)
    for (const deed of ['Invite people', 'Add user', 'Create User', 'Edit', 'Suspend'])
      expect(labels(grace)).toContain(deed)
  })

  test('S3.02 S3.49 without the permission each of the four areas stays shut, and says which one it needs and whom to ask', async () => {
    const { mel } = walk
    for (const [words, permission] of [
      ['list', 'users.read'],
      ['pending', 'invitations.request'],
      ['sessions grace@acme.test', 'users.read'],
      ['logins', 'sign-ins.read'],
    ]) {
      const answer = await asked(walk, mel, `/people ${words}`)
      expect(answer).toMatch(new RegExp(`it needs the permission “${permission}”. Ask .*Olga Petrova`))
      expect(answer).not.toContain('ada@acme.test')
      await mel.closes({ all: true }).catch(() => {})
    }
  })

  test('S3.49 whoever sees somebody but may not edit them is told why', async () => {
    const { mel, owner, userIds, house } = walk
    const { id } = await createRole(owner, { name: 'Reader', permissions: ['users.read'] })
    await setRoles(owner, userIds.mel, { roles: [id] })
    expect(await asked(walk, mel, '/people suspend grace@acme.test')).toContain(
      'it needs the permission “users.manage”. Ask Olga Petrova and Robin Meyer',
    )
    const rows = await house.query<{ state: string }>('select state from users where id = :id', {
      id: userIds.grace,
    })
    expect(rows).toEqual([{ state: 'active' }])
    await setRoles(owner, userIds.mel, { roles: [(await memberRole()).id] })
  })
})

const memberRole = async () => {
  const [role] = await walk.house.query<{ id: string }>(
    `select id from roles where key = 'member' and organization_id = :id`,
    { id: walk.organizationId },
  )
  if (!role) throw new Error('No such role')
  return role
}

describe('U41 nobody else', () => {
  test('S3.03 the admins of two organizations see and reach nothing of each other', async () => {
    const { house, ada, owner } = walk
    const other = await house.organization('Other', 'eve@other.test')
    const theirs = await house.invited(other.owner, 'theirs@other.test')
    for (const words of ['list', 'find theirs', 'pending', 'sessions', 'audit'])
      expect(await asked(walk, ada, `/people ${words}`)).not.toContain('other.test')
    const random = '01900000-0000-7000-8000-000000000000'
    const refusal = (id: string) =>
      editUser(owner, id, { version: 1, position: 'x' }).catch(({ code, facts }) => ({ code, facts }))
    expect(await refusal(theirs.userId)).toEqual(await refusal(random))
    await expect(seeUser(owner, theirs.userId)).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('U43 help', () => {
  test('S1.40 /people help names every word behind which there is something', async () => {
    const answer = await asked(walk, walk.ada, '/people help')
    expect(answer).toContain('Where to start')
    for (const { word } of helpEntries.filter((it) => !['import', 'export'].includes(it.word)))
      expect(answer).toContain(`/people ${word}  `)
  })

  test('S3.04 every area of the Home and every page of the web leads to help, and help is there', async () => {
    const { ada } = walk
    const all = [
      'Users',
      'Invitations',
      'Sessions',
      'Login attempts',
      'Roles',
      'Groups',
      'Sync',
      'Audit',
      'Settings',
    ]
    for (const area of all) {
      await atHome(walk, ada, area)
      await ada.click('Help')
      await ada.waitsFor(`Help: ${area.toLowerCase()}`)
      await ada.closes()
    }
    const { browser } = await signedIn(walk, 'ada@acme.test')
    for (const path of ['/account', '/account/sessions', '/org', '/nowhere'])
      expect((await browser.get(path)).body).toContain('href="/help"')
    const stranger = new Browser(walk.web)
    expect((await stranger.get('/sign-in')).body).toContain('href="/help"')
    expect((await stranger.get('/help')).status).toBe(200)
  })

  test('S3.48 S4.47 what to do when no letter came stands in Slack, on the web and on the command line', async () => {
    const { house, owner, ada } = walk
    expect(await asked(walk, ada, '/people help')).toContain('Ask them to look in spam and junk')
    await house.invited(owner, 'lost@people.test')
    await atHome(walk, ada, 'Invitations')
    await ada.click('Details and trail', { in: 'lost@people.test' })
    await ada.waitsFor('The mail server took the letter')
    expect(ada.sees).toContain('Look for a slip in the address above')
    expect((await new Browser(walk.web).get('/help')).text).toContain('Look in spam and junk')

    const doctor = readDoctor(['--to', 'ada@acme.test'])
    if (!('run' in doctor)) throw new Error('It needs a database')
    const sent = async () => ({ result: 'sent' as const, reply: '250 OK' })
    const tools = {
      ...{ ctx: owner, isMigrated: async () => true, checkSlack: null },
      config: { publicUrl: walk.web, mail: { smtpUrl: null } },
      mail: { deliver: sent, check: async () => ({ ok: true, reply: 'ready' }) },
    }
    const { text } = await doctor.run(tools as unknown as Tools)
    expect(text).toMatch(/test letter\s+sent: 250 OK\. Not there\? Look in spam; .*SPF, DKIM/)
  })
})

describe('U45 history', () => {
  test('S2.42 who changed what of somebody, and when', async () => {
    const { ada, owner, userIds } = walk
    const { version } = (await seeUser(owner, userIds.grace)).user
    await editUser(owner, userIds.grace, { position: 'Admiral', version })
    await ada.command('/people show grace@acme.test')
    await ada.waitsFor('[History]')
    await ada.click('History')
    await ada.waitsFor('newest first')
    expect(ada.sees).toMatch(
      /Olga Petrova edited the profile of Robin Meyer\n2026-03-02 09:\d\d UTC · by way of the web · 203\.0\.113\.7\nPosition: – → Admiral/,
    )
  })
})
