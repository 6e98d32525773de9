import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { DAY, HOUR } from '../../../src/domain/time.ts'
import { listConnections } from '../../../src/usecases/connections/list-connections.ts'
import { allIsWell, type Office, openOffice, opensAt } from '../../support/slack/office.ts'
import { looking, secretIn } from './looking.ts'

let office: Office
let look: ReturnType<typeof looking>
beforeAll(async () => {
  office = await openOffice()
  look = looking(office)
})
afterEach(() => allIsWell(office))
afterEach(() => office.ada.closes({ all: true }).catch(() => {}))
afterAll(() => office.close())

describe('connecting a provider', () => {
  let token: string

  test('is taught where nothing is connected, and done in two steps; the token is shown once', async () => {
    const { ada } = office
    await look.inSync()
    expect(ada.sees).toContain('whoever leaves there is suspended here at once')
    await ada.click('Connect a provider')
    await ada.waitsFor('Where your people are kept')
    await ada.fill({ Provider: 'Okta' })
    await ada.submit()
    await ada.waitsFor('It gives at most')
    await ada.submit()
    await ada.waitsFor('https://usher.test/scim/v2')
    token = secretIn(ada.sees)
    expect(await look.speaks(token)).toBe(true)

    await ada.click('Set-up steps')
    await ada.waitsFor('Step 1 of')
    await ada.click('Next step »')
    await ada.waitsFor('Step 2 of')
    expect(ada.sees).toContain('SCIM connector base URL: https://usher.test/scim/v2')
    await ada.closes()
    expect(ada.sees).toContain(token)
    await ada.closes({ all: true })
    await ada.waitsFor('It has not spoken yet')
    expect(ada.sees).toContain(`${token.slice(0, 10)}…`)
    expect(ada.sees).not.toContain(token)
    expect(await look.connectionCalled('Okta')).toMatchObject({
      ceiling: { name: 'Manager' },
      connector: 'okta',
    })
  })

  test('is begun by a word, which says where a name is taken', async () => {
    const { ada } = office
    ada.looksAt('general')
    await ada.command('/people sync connect Okta')
    await ada.waitsFor('It gives at most')
    await ada.submit()
    await ada.waitsFor('There is a connection called Okta already.')
    await ada.closes()
    await ada.command('/people sync connect pingfed')
    await ada.waitsFor('There are no steps for “pingfed”')
    await ada.closes()
    await ada.command('/people sync')
    await ada.waitsFor('It has not spoken yet')
    expect(office.ada.seesAt('general')).not.toContain(token)
  })

  test('is nothing for whoever may not, whichever way they come', async () => {
    const { grace, mel } = office
    await mel.opensHome()
    await mel.waitsFor('Open my account')
    expect(mel.sees).not.toContain('Sync')
    for (const line of ['/people sync', '/people sync connect okta']) {
      mel.looksAt('general')
      await mel.command(line)
      await mel.waitsFor('connections.manage')
      await mel.closes({ all: true }).catch(() => {})
    }
    await opensAt(office, grace, 'Sync')
    await grace.waitsFor('It has not spoken yet')
  })
})

describe('the tokens of a connection', () => {
  test('are made with scopes and an end, renewed with an overlap, and revoked', async () => {
    const { ada, house } = office
    await look.within('Tokens', 'Okta', 'By these Okta is let in')
    await ada.click('New token')
    await ada.waitsFor('beside the tokens it has')
    await ada.fill({ 'It allows': ['Read people'], Until: house.clock.now().getTime() / 1000 + 20 * DAY })
    await ada.submit()
    await ada.waitsFor('It is shown this once')
    const made = secretIn(ada.sees)
    expect(await look.speaks(made)).toBe(true)

    await ada.click('All tokens')
    await ada.waitsFor('Allows read people')
    expect(ada.sees).not.toContain(made)
    await ada.click('Renew', { in: made.slice(0, 10) })
    await ada.waitsFor('takes the place of')
    await ada.fill({ 'The old one': 'It works for another hour' })
    await ada.submit()
    await ada.waitsFor('The old one still works until')
    const renewed = secretIn(ada.sees)
    expect([await look.speaks(made), await look.speaks(renewed)]).toEqual([true, true])
    house.clock.moveSeconds(HOUR)
    expect([await look.speaks(made), await look.speaks(renewed)]).toEqual([false, true])

    await ada.click('All tokens')
    await ada.waitsFor('By these Okta is let in')
    await ada.click('Revoke', { in: renewed.slice(0, 10) })
    await ada.waitsFor('1 other way in, which go on')
    await ada.submit()
    await ada.waitsFor('The token is dead.')
    expect(await look.speaks(renewed)).toBe(false)
  })

  test('say what stops with the last of them', async () => {
    const { ada } = office
    const [last] = (await look.connectionCalled('Okta')).tokens
    await look.within('Tokens', 'Okta', 'By these Okta is let in')
    await ada.click('Revoke', { in: last?.beginning ?? '' })
    await ada.waitsFor('has no other: nobody is added, changed or suspended from there any more')
    await ada.click('« Back')
    await ada.waitsFor('New OAuth client')
  })

  test('can be fetched by a client, whose secret is shown once', async () => {
    const { ada } = office
    await look.within('Tokens', 'Okta', 'By these Okta is let in')
    await ada.click('New OAuth client')
    await ada.waitsFor('by client credentials')
    await ada.submit()
    await ada.waitsFor('https://usher.test/scim/v2/oauth/token')
    const secret = secretIn(ada.sees, 'scs_')
    await ada.click('All tokens')
    await ada.waitsFor('OAuth clients')
    expect(ada.sees).not.toContain(secret)
    const [client] = (await look.connectionCalled('Okta')).clients
    await ada.click('Revoke', { in: client?.id ?? '' })
    await ada.waitsFor('every token that was fetched with them')
    await ada.submit()
    await ada.waitsFor('The client is dead.')
    expect((await look.connectionCalled('Okta')).clients).toEqual([])
  })

  test('are refused with an end that is none, beside the field', async () => {
    const { ada, house } = office
    await look.within('Tokens', 'Okta', 'By these Okta is let in')
    await ada.click('New token')
    await ada.waitsFor('beside the tokens it has')
    await ada.fill({ Until: house.clock.now().getTime() / 1000 - 60 })
    await ada.submit()
    await ada.waitsFor('Choose an end in the future.')
  })
})

describe('the settings of a connection', () => {
  test('are changed together, and what was typed wrong loses nothing', async () => {
    const { ada } = office
    await look.within('Settings', 'Okta', 'How it is read.')
    await ada.fill({
      Name: 'Okta main',
      'When it speaks': ['Dry run: answer as if, and change nothing'],
      'It speaks from': '203.0.113.0/24\nnonsense',
      'What deleting does': 'Erases them at once',
    })
    await ada.submit()
    await ada.waitsFor('“nonsense” is no network.')
    expect(ada.sees).toContain('Okta main')
    await ada.fill({ 'It speaks from': '203.0.113.0/24' })
    await ada.submit()
    await ada.waitsFor('The settings were saved.')
    expect(ada.sees).toContain('What deleting does: Erases them at once')
    expect(await look.connectionCalled('Okta main')).toMatchObject({
      isDryRun: true,
      sendsWelcome: false,
      networks: ['203.0.113.0/24'],
      flags: { deleteMeans: 'hard' },
    })
  })

  test('notice that somebody else has changed them meanwhile', async () => {
    const { ada, grace } = office
    await look.within('Settings', 'Okta main', 'How it is read.')
    await opensAt(office, grace, 'Sync')
    await grace.waitsFor('dry run')
    await grace.click('Settings', { in: 'Okta main' })
    await grace.waitsFor('How it is read.')
    await grace.fill({ 'When it speaks': ['A letter of welcome to whoever it makes'] })
    await grace.submit()
    await grace.waitsFor('The settings were saved.')
    await grace.closes({ all: true })
    await ada.submit()
    await ada.waitsFor('Somebody else has changed this meanwhile.')
  })

  test('give nobody a ceiling that they could not give', async () => {
    const { grace } = office
    await opensAt(office, grace, 'Sync')
    await grace.click('Settings', { in: 'Okta main' })
    await grace.waitsFor('How it is read.')
    const ceilings = grace.fields.find((it) => it.label === 'It gives at most')
    expect(ceilings?.options).toContain('Manager')
    expect(ceilings?.options).not.toContain('Owner')
    await grace.closes({ all: true })
  })
})

describe('disconnecting', () => {
  test('says what comes of it, and wants the name', async () => {
    const { ada } = office
    await look.within('Details', 'Okta main', '[Disconnect]')
    await ada.click('Disconnect')
    await ada.waitsFor('Nobody loses access')
    await ada.fill({ 'Type Okta main to disconnect it': 'Entra' })
    await ada.submit()
    await ada.waitsFor('Type the name as it stands above: Okta main')
    await ada.fill({ 'Type Okta main to disconnect it': 'okta  MAIN' })
    await ada.submit()
    await ada.waitsFor('Okta main is disconnected.')
    expect((await listConnections(office.owner)).map((it) => it.name)).not.toContain('Okta main')
  })
})
