import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { deliverAgain } from '../../src/playground/human/deliver.ts'
import { elementsOf, optionsOf } from '../../src/playground/workspace/kit.ts'
import { createGroup } from '../../src/usecases/groups/create-group.ts'
import { seeUser } from '../../src/usecases/users/see-user.ts'
import { allIsWell } from '../support/slack/office.ts'
import {
  accepted,
  asked,
  atHome,
  Browser,
  blocksOf,
  forged,
  good,
  isIn,
  linkIn,
  openWalk,
  pathOf,
  tidied,
  type Walk,
} from './walk.ts'

let walk: Walk
beforeAll(async () => {
  walk = await openWalk()
  for (const [kind, name] of [
    ['department', 'Engineering'],
    ['unit', 'North'],
    ['team', 'Platform'],
    ['team', 'Payments'],
  ] as const)
    await createGroup(walk.owner, { kind, name })
})
afterEach(async () => {
  await tidied(walk)
  allIsWell(walk)
})
afterAll(() => walk.close())

const opened = async (who = walk.ada) => {
  await atHome(walk, who)
  await who.click('Invite people')
  await who.waitsFor('E-mail addresses')
}
const sent = async (entries: Parameters<Walk['ada']['fill']>[0]) => {
  const { ada, bot } = walk
  await opened()
  await ada.fill(entries)
  const done = await ada.submit()
  await bot.door.settled()
  return done
}
const invitations = (address: string) =>
  walk.house.query<{ id: string; ending: string | null; generation: number }>(
    'select id, ending, generation from invitations where address = :address',
    { address },
  )
const countAll = async () => (await walk.house.query('select 1 from invitations')).length
const elementIn = (block: string) => {
  const found = blocksOf(walk, walk.ada).find((it) => it.block_id === block)
  const [element] = found ? elementsOf(found) : []
  if (!element) throw new Error(`Nothing called ${block}`)
  return element
}
const lettersTo = (address: string) =>
  walk.house.post.received.filter(({ envelope }) => envelope.to === address)

describe('U05 inviting', () => {
  test('S0.06 S2.05 S3.05 a malformed address is an error at the field of addresses', async () => {
    const before = await countAll()
    const { problems } = await sent({ 'E-mail addresses': 'lise@' })
    expect(problems).toEqual({ addresses: expect.stringContaining('“lise@” is not an e-mail address') })
    expect(await countAll()).toBe(before)
  })

  test('S0.07 S3.08 S4.11 one valid form is one pending invitation, however often it is sent', async () => {
    const { slack, bot, ada } = walk
    const { outcome } = await sent({ 'E-mail addresses': 'once@form.test' })
    expect(ada.sees).toContain('Invitation created')
    if (outcome) await deliverAgain(slack.workspace, outcome.delivery)
    await bot.door.settled()
    expect(await invitations('once@form.test')).toMatchObject([{ ending: null, generation: 1 }])
  })

  test('S4.07 S4.08 neither address nor role may be missing, by hand or by a forged request', async () => {
    const { ada } = walk
    expect((await sent({ 'E-mail addresses': null })).problems).toHaveProperty('addresses')
    await tidied(walk)
    expect((await sent({ 'E-mail addresses': 'none@form.test', Role: [] })).problems).toHaveProperty('roles')
    await tidied(walk)
    const before = await countAll()
    const done = await sent({ 'E-mail addresses': 'lise@' })
    const without = (block: string) => (values: Record<string, Record<string, object>>) => {
      for (const id of Object.keys(values[block] ?? {})) if (values[block]) values[block][id] = { type: 'x' }
      if (block === 'roles')
        for (const id of Object.keys(values.addresses ?? {}))
          if (values.addresses) values.addresses[id] = { type: 'plain_text_input', value: 'none@form.test' }
    }
    expect((await forged(walk, done, without('addresses'))).errors).toHaveProperty('addresses')
    expect((await forged(walk, done, without('roles'))).errors).toHaveProperty('roles')
    expect(await countAll()).toBe(before)
    await ada.closes({ all: true })
  })

  test('S2.03 S4.01 inviting is the green button, and creating carries a hint to it', async () => {
    const { ada } = walk
    await atHome(walk, ada)
    const buttons = blocksOf(walk, ada).flatMap((it) => elementsOf(it))
    const styleOf = (label: string) => buttons.find((it) => it.text?.text === label)?.style
    expect([styleOf('Invite people'), styleOf('Create User')]).toEqual(['primary', undefined])
    expect(ada.sees).toContain('Invite people is the recommended way')
    await ada.click('Create User')
    await ada.waitsFor('Inviting is the recommended way')
  })

  test('S2.06 S3.06 the roles on offer are those the inviter may give', async () => {
    const { ada, grace } = walk
    const offered = (who: Walk['ada']) =>
      who.fields.find((it) => it.label === 'Role')?.options.toSorted() ?? []
    await opened()
    expect(offered(ada)).toEqual(['Admin', 'Manager', 'Member', 'Owner'])
    await opened(grace)
    expect(offered(grace)).toEqual(['Admin', 'Manager', 'Member'])
    const done = await (async () => {
      await grace.fill({ 'E-mail addresses': 'boss@form.test' })
      return grace.submit()
    })()
    const [owner] = await walk.house.query<{ id: string }>(`select id from roles where key = 'owner'`)
    const { text } = await forged(walk, done, (values) => {
      for (const it of Object.values(values.roles ?? {})) it.selected_options = [{ value: owner?.id }]
      for (const it of Object.values(values.addresses ?? {})) it.value = 'owner@form.test'
    })
    expect(text).toContain('Owner allows more than you may do yourself')
    expect(await invitations('owner@form.test')).toEqual([])
  })

  test('S3.07 a message of a thousand characters, and no more', async () => {
    await opened()
    expect(elementIn('message')).toMatchObject({ multiline: true, max_length: 1000 })
    await walk.ada.closes()
    const done = await sent({ 'E-mail addresses': 'long@form.test', 'Personal message': 'm'.repeat(1000) })
    expect(done.problems).toEqual({})
    const { errors } = await forged(walk, done, (values) => {
      for (const it of Object.values(values.message ?? {})) it.value = 'm'.repeat(1001)
      for (const it of Object.values(values.addresses ?? {})) it.value = 'longer@form.test'
    })
    expect(errors).toEqual({ message: 'The message may have 1000 characters.' })
    expect(await invitations('longer@form.test')).toEqual([])
  })
})

describe('U06 what waits for them', () => {
  test('S4.09 S4.10 S4.59 S1.18 department, unit and teams are on the profile at the first request', async () => {
    const { ada, house } = walk
    await atHome(walk, ada)
    await sent({
      'E-mail addresses': 'placed@form.test',
      Role: ['Admin'],
      Department: 'Engineering',
      Unit: 'North',
      Teams: ['Platform', 'Payments'],
    })
    await house.deliverAll()
    const browser = await accepted(walk, linkIn(walk.ada.sees))
    const account = await browser.get('/account')
    for (const words of [
      'Engineering',
      'North',
      'Platform',
      'Payments',
      'Invite and add people without asking first',
    ])
      expect(account.text).toContain(words)
    await ada.closes()
    await atHome(walk, ada)
    await ada.choose('Search by name, e-mail or phone', 'placed@')
    await ada.waitsFor('1 person')
    await ada.click('Open profile', { in: 'placed@form.test' })
    await ada.waitsFor('Came here')
    for (const words of ['Department: Engineering', 'Unit: North', 'Teams: Payments, Platform'])
      expect(ada.sees).toContain(words)
  })

  test('S1.18 a unit that is not there, or not ours, is refused', async () => {
    const { house } = walk
    const other = await house.organization('Other', 'eve@other.test')
    const theirs = await createGroup(other.owner, { kind: 'unit', name: 'Theirs' })
    const done = await sent({ 'E-mail addresses': 'unit@form.test', Unit: 'North' })
    for (const id of [theirs.id, '01900000-0000-7000-8000-000000000000', 'x']) {
      const { text } = await forged(walk, done, (values) => {
        for (const it of Object.values(values.unit ?? {})) it.selected_option = { value: id }
        for (const it of Object.values(values.addresses ?? {})) it.value = 'other-unit@form.test'
      })
      expect(text).toContain('There is no department, unit or team called')
      expect(await invitations('other-unit@form.test')).toEqual([])
    }
  })

  test('S1.39 S4.63 groups are made in the Home, and an archived one is offered no more', async () => {
    const { ada, bot } = walk
    await atHome(walk, ada, 'Groups')
    await ada.click(/Units \(\d+\)/.exec(ada.sees)?.[0] ?? '')
    await bot.door.settled()
    await ada.click('New unit')
    await ada.waitsFor('Make the unit')
    await ada.fill({ Name: 'South' })
    await ada.submit()
    await bot.door.settled()
    await opened()
    expect(optionsOf(elementIn('unit')).map((it) => it.text.text)).toEqual(['North', 'South'])
    await ada.closes()
    await atHome(walk, ada, 'Groups')
    await ada.click(/Units \(\d+\)/.exec(ada.sees)?.[0] ?? '')
    await bot.door.settled()
    await ada.click('Archive', { in: 'South' })
    await ada.waitsFor('Archive')
    await bot.door.settled()
    await ada.submit()
    await bot.door.settled()
    await opened()
    expect(optionsOf(elementIn('unit')).map((it) => it.text.text)).toEqual(['North'])
  })
})

describe('U07 several at once', () => {
  test('S4.12 S4.13 S4.14 three good, one bad, one twice: three letters to one each, all with the same promises', async () => {
    const { ada, house } = walk
    const all = ['a@bulk.test', 'b@bulk.test', 'c@bulk.test']
    await sent({
      'E-mail addresses': 'a@bulk.test, b@bulk.test, c@bulk.test, bad@, a@bulk.test',
      Role: ['Manager'],
      Teams: ['Platform'],
    })
    expect(ada.sees).toContain('3 invited')
    expect(ada.sees).toContain('named twice')
    for (const one of all) expect(ada.sees).toContain(`${one} · invited`)
    expect(ada.sees).toContain('bad@')
    await house.deliverAll()
    for (const one of all) {
      const [letter, ...more] = lettersTo(one)
      expect(more).toEqual([])
      for (const other of all.filter((it) => it !== one)) expect(JSON.stringify(letter)).not.toContain(other)
    }
    const promised = await house.query(
      `select array_agg(distinct r.name) roles, array_agg(distinct g.name) groups from invitations i
       join invitation_grants p on p.invitation_id = i.id join roles r on r.id = p.role_id
       join invitation_groups q on q.invitation_id = i.id join groups g on g.id = q.group_id
       where i.address like '%@bulk.test' group by i.id`,
    )
    expect(promised).toEqual(Array(3).fill({ roles: ['Manager'], groups: ['Platform'] }))
  })
})

describe('U08 the link', () => {
  test('S0.08 S0.09 S0.11 the answer shows link, address and how far the letter is; the list shows who waits', async () => {
    const { ada, house } = walk
    house.post.answer = () => ({ result: 'deferred', reply: '451 The mail server is down' })
    await sent({ 'E-mail addresses': 'dialog@form.test' })
    expect(ada.sees).toContain('dialog@form.test')
    expect(ada.sees).toContain('The letter is queued')
    const link = linkIn(ada.sees)
    await house.deliverAll()
    await ada.click('Refresh')
    await ada.waitsFor('451 The mail server is down')
    expect(ada.sees).not.toContain('has left')
    house.post.answer = () => ({ result: 'failed', reply: '550 No such user' })
    house.clock.moveHours(1)
    await house.deliverAll()
    await ada.click('Refresh')
    await ada.waitsFor('The letter could not be delivered')
    house.post.answer = () => ({ result: 'sent', reply: '250 OK' })
    expect(ada.sees).toContain(link)
    await ada.closes()
    for (const room of ['general', 'app']) expect(ada.seesAt(room)).not.toContain('https://usher.test')
    expect(await asked(walk, ada, '/people list dialog@form.test')).toMatch(/dialog@form\.test\n.*Pending/)
  })

  test('S0.10 the link of the answer works like the one in the letter, in any browser', async () => {
    const { house, ada } = walk
    await sent({ 'E-mail addresses': 'either@form.test' })
    const link = linkIn(ada.sees)
    await house.deliverAll()
    expect(house.post.linksFor('either@form.test')).toEqual([link])
    const page = await new Browser(walk.web).get(pathOf(link))
    expect([page.status, page.text.includes('Accept Invitation')]).toEqual([200, true])
    expect(await isIn(await accepted(walk, link))).toBe(true)
    const [user] = await house.query<{ state: string }>(
      `select state from users where address = 'either@form.test'`,
    )
    expect(user?.state).toBe('active')
  })

  test('S0.44 a fresh link later kills the first, and is on record', async () => {
    const { ada, house, owner, bot } = walk
    const { token, userId, invitationId } = await house.invited(owner, 'fresh@form.test')
    await atHome(walk, ada)
    await ada.choose('Search by name, e-mail or phone', 'fresh@')
    await ada.waitsFor('1 person')
    await ada.click('Copy link', { in: 'fresh@form.test' })
    await ada.waitsFor('stops working')
    await ada.submit()
    await ada.waitsFor('Hand this link to')
    const link = linkIn(ada.sees)
    await ada.closes({ all: true })
    await bot.door.settled()
    expect((await new Browser(walk.web).get(`/i/${token}`)).status).toBe(410)
    const acts = await house.query<{ act: string }>(
      'select act from audit_entries where target_id = :invitationId order by id',
      { invitationId },
    )
    expect(acts.map((it) => it.act)).toEqual(['invitation.create', 'invitation.copy-link'])
    await accepted(walk, link, { ...good, firstName: 'Fresh' })
    expect((await seeUser(owner, userId)).name).toBe('Fresh Meitner')
  })
})
