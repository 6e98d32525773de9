import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { elementsOf } from '../../src/playground/workspace/kit.ts'
import { editUser } from '../../src/usecases/users/edit-user.ts'
import { seeUser } from '../../src/usecases/users/see-user.ts'
import { enableUser, suspendUser } from '../../src/usecases/users/suspend-user.ts'
import { allIsWell } from '../support/slack/office.ts'
import {
  accepted,
  asked,
  atHome,
  Browser,
  blocksOf,
  isIn,
  joined,
  offeredTo,
  openWalk,
  settle,
  signedIn,
  tidied,
  type Walk,
} from './walk.ts'

let walk: Walk
let lise: string
let otto: string
beforeAll(async () => {
  walk = await openWalk()
  lise = await joined(walk, 'lise@physics.test', { roles: ['Manager', 'Member'] })
  otto = await joined(walk, 'otto@physics.test', { firstName: 'Öttó', lastName: 'Hahn' })
  const { version } = (await seeUser(walk.owner, otto)).user
  await editUser(walk.owner, otto, { phone: '+49 30 8413 0', version })
  await walk.house.invited(walk.owner, 'waits@physics.test')
  const other = await walk.house.organization('Other', 'eve@other.test')
  await walk.house.invited(other.owner, 'theirs@other.test')
})
afterEach(async () => {
  await tidied(walk)
  allIsWell(walk)
})
afterAll(() => walk.close())

const addressesIn = (text: string): string[] => [...new Set(text.match(/[\w.]+@\w+\.test/g))].toSorted()
const everybody = [
  'ada@acme.test',
  'grace@acme.test',
  'lise@physics.test',
  'mel@acme.test',
  'otto@physics.test',
  'waits@physics.test',
]
/** The row of one person on the Home: what stands between them and the next. */
const rowOf = (text: string, address: string): string => {
  const lines = text.split('\n')
  const at = lines.findIndex((it) => it.includes(address))
  return lines.slice(at, at + 3).join('\n')
}
/** Does it while this person has no access. */
async function whileSuspended(id: string, work: () => Promise<void>): Promise<void> {
  await suspendUser(walk.owner, id)
  await work().finally(() => enableUser(walk.owner, id))
}
const primaryOn = (who: Walk['ada']) =>
  blocksOf(walk, who)
    .flatMap((it) => elementsOf(it))
    .filter((it) => it.style === 'primary')
    .map((it) => it.text?.text)

describe('U01 the list of users', () => {
  test('S0.01 S1.04 the Home and /people list show the same people, and nobody of another organization', async () => {
    const { ada } = walk
    await atHome(walk, ada)
    expect(addressesIn(ada.sees)).toEqual(everybody)
    ada.looksAt('general')
    expect(addressesIn(await asked(walk, ada, '/people list'))).toEqual(everybody)
  })

  test('S0.03 S2.01 S1.03 whoever looks after people has an entry for them on the Home, and nobody else has', async () => {
    const { ada, mel } = walk
    await atHome(walk, ada)
    expect(ada.buttons.map((it) => it.label)).toContain('Users')
    await atHome(walk, mel)
    expect(mel.buttons.map((it) => it.label)).toEqual(['Help', 'Open my account', 'Disconnect Slack'])
  })

  test('S0.04 S2.04 S4.06 the first buttons of the Home hold the one that opens the form to invite', async () => {
    const { ada, slack } = walk
    for (const area of ['Users', 'Invitations', 'Sessions']) {
      await atHome(walk, ada, area)
      const first = blocksOf(walk, ada).find((it) => it.type === 'actions')
      expect(first && elementsOf(first).map((it) => it.text?.text)).toContain('Invite people')
    }
    const before = slack.workspace.calls.length
    await ada.click('Invite people')
    await ada.waitsFor('E-mail addresses')
    expect(slack.workspace.calls.slice(before).map((it) => it.method)).toContain('views.open')
  })

  test('S0.05 while nobody is here creating comes first, afterwards inviting', async () => {
    const { ada, house, userIds } = walk
    await atHome(walk, ada)
    expect(primaryOn(ada)).toContain('Invite people')
    expect(primaryOn(ada)).not.toContain('Create User')
    const others = () =>
      house.db('users').where('organizationId', walk.organizationId).whereNot('id', userIds.ada)
    const gone = { deletedAt: house.clock.now(), purgeAt: house.clock.now() }
    await others().update(gone)
    await atHome(walk, ada)
    expect(primaryOn(ada)).toContain('Create User')
    expect(primaryOn(ada)).not.toContain('Invite people')
    await others().update({ deletedAt: null, purgeAt: null })
  })

  test('S0.17 S1.08 S3.19 every row says one of three statuses', async () => {
    const { ada } = walk
    await whileSuspended(otto, () => atHome(walk, ada))
    const labels = everybody.map((it) => /Active|Pending|Inactive/.exec(rowOf(ada.sees, it))?.[0])
    expect(labels).toEqual(['Active', 'Active', 'Active', 'Active', 'Inactive', 'Pending'])
  })

  test('S1.05 S1.06 S3.16 S3.17 S3.18 a row has name, address, phone and every role', async () => {
    const { ada } = walk
    await atHome(walk, ada)
    expect(rowOf(ada.sees, 'otto@')).toContain('Öttó Hahn · otto@physics.test · +493084130')
    expect(rowOf(ada.sees, 'lise@')).toContain('Lise Meitner · lise@physics.test')
    expect(rowOf(ada.sees, 'lise@')).toContain('Manager Member')
    expect(rowOf(ada.sees, 'waits@')).toContain('Member on acceptance')
  })

  test('S1.07 S1.09 S3.20 registered is when they accepted, last login moves with signing in, activity with a click', async () => {
    const { ada, house, owner } = walk
    const { token } = await house.invited(owner, 'times@physics.test')
    await atHome(walk, ada)
    expect(rowOf(ada.sees, 'times@')).toContain('Last login – · Last activity – · Registered –')
    house.clock.moveSeconds(60)
    const browser = await accepted(walk, `https://usher.test/i/${token}`)
    await atHome(walk, ada)
    const at = (label: string) =>
      new RegExp(`${label} 2026-03-02 (\\d\\d:\\d\\d)`).exec(rowOf(ada.sees, 'times@'))?.[1]
    const accepting = house.clock.now().toISOString().slice(11, 16)
    expect([at('Registered'), at('Last login')]).toEqual([accepting, accepting])

    house.clock.moveSeconds(1800)
    expect(await isIn(browser)).toBe(true)
    const clicking = house.clock.now().toISOString().slice(11, 16)
    await atHome(walk, ada)
    expect([at('Registered'), at('Last login'), at('Last activity')]).toEqual([
      accepting,
      accepting,
      clicking,
    ])

    house.clock.moveSeconds(1800)
    await signedIn(walk, 'times@physics.test', 'wrong-password-here')
    await atHome(walk, ada)
    expect(at('Last login')).toBe(accepting)
    await signedIn(walk, 'times@physics.test')
    await atHome(walk, ada)
    expect(at('Last login')).toBe(house.clock.now().toISOString().slice(11, 16))
  })

  test('S3.01 four entries open four lists', async () => {
    const { ada } = walk
    const lists = {
      Users: 'Any status',
      Invitations: 'Which invitations',
      Sessions: 'Who is signed in now',
      'Login attempts': 'Who came in',
    }
    for (const [area, words] of Object.entries(lists)) {
      await atHome(walk, ada, area)
      if (area === 'Invitations') expect(ada.sees).toContain('Everything open')
      else expect(ada.sees).toContain(words)
      for (const [other, theirs] of Object.entries(lists))
        if (other !== area) expect(ada.sees).not.toContain(theirs)
    }
  })

  test('S3.45 S1.27 S1.28 invited, accepted, suspended and enabled: the label is right after each', async () => {
    const { ada, house, owner } = walk
    const label = async () => {
      await atHome(walk, ada)
      await ada.choose('Search by name, e-mail or phone', 'steps@')
      await ada.waitsFor('1 person')
      const onRow = /(Active|Pending|Inactive)/.exec(rowOf(ada.sees, 'steps@physics.test'))?.[0]
      await ada.click('Open profile', { in: 'steps@' })
      await ada.waitsFor('Came here')
      const onProfile = /^:\w+: (Active|Pending|Inactive)/m.exec(ada.sees)?.[1]
      await ada.closes()
      expect(onProfile).toBe(onRow)
      return onRow
    }
    const { token, userId } = await house.invited(owner, 'steps@physics.test')
    expect(await label()).toBe('Pending')
    await accepted(walk, `https://usher.test/i/${token}`)
    expect(await label()).toBe('Active')
    await suspendUser(owner, userId)
    expect(await label()).toBe('Inactive')
    await enableUser(owner, userId)
    expect(await label()).toBe('Active')
  })
})

describe('U02 search and filters', () => {
  const found = async (line: string) => addressesIn(await asked(walk, walk.ada, `/people ${line}`))
  const onHome = async (choices: Record<string, string>) => {
    const { ada, bot } = walk
    await atHome(walk, ada)
    for (const [label, choice] of Object.entries(choices)) {
      await ada.choose(label, choice)
      await bot.door.settled()
    }
    return addressesIn(ada.sees)
  }

  test('S1.30 S3.22 by a part of a name, whatever its case and accents', async () => {
    for (const part of ['meit', 'OTTO', 'ottó hah']) {
      const expected = part === 'meit' ? 'lise@physics.test' : 'otto@physics.test'
      expect(await found(`find ${part}`)).toContain(expected)
      expect(await onHome({ 'Search by name, e-mail or phone': part })).toContain(expected)
      expect(await found(`find ${part}`)).not.toContain('mel@acme.test')
    }
  })

  test('S1.31 S1.32 by a part of an address, and of a phone number however it is written', async () => {
    expect(await found('find @acme')).toEqual(['ada@acme.test', 'grace@acme.test', 'mel@acme.test'])
    for (const digits of ['+49 30 8413', '+49308413', '8413 0', '084130'])
      expect(await found(`find ${digits}`), digits).toEqual(['otto@physics.test'])
  })

  test('S1.33 S3.23 by status: each word finds exactly its people', async () => {
    await whileSuspended(otto, async () => {
      const active = await found('list status:active')
      const pending = await found('list status:pending')
      const inactive = await found('list status:inactive')
      expect(pending).toEqual(['waits@physics.test'])
      expect(inactive).toEqual(['otto@physics.test'])
      expect([...active, ...pending, ...inactive].toSorted()).toEqual(await found('list'))
      expect(await found('list status:disabled')).toEqual(inactive)
      expect(await onHome({ 'Any status': 'Inactive' })).toEqual(inactive)
      expect(await onHome({ 'Any status': 'Pending' })).toEqual(pending)
    })
  })

  test('S3.24 by role, together with a status and a search', async () => {
    const search = 'Search by name, e-mail or phone'
    const chosen = { 'Any role': 'Manager', 'Any status': 'Inactive', [search]: 'lise' }
    expect(await found('list role:Manager')).toEqual(['lise@physics.test'])
    expect(await found('list role:Manager status:inactive')).toEqual([])
    await whileSuspended(lise, async () => {
      expect(await found('list role:Manager status:inactive meitner')).toEqual(['lise@physics.test'])
      expect(await onHome(chosen)).toEqual(['lise@physics.test'])
      expect(await onHome({ ...chosen, [search]: 'otto' })).toEqual([])
    })
  })

  test('S4.54 an address of somebody inactive is refused with a way to them', async () => {
    const { ada } = walk
    await whileSuspended(otto, async () => {
      await ada.takesShortcut('Invite people')
      await ada.waitsFor('E-mail addresses')
      await ada.fill({ 'E-mail addresses': 'otto@physics.test' })
      await ada.submit()
      await ada.waitsFor('otto@physics.test is already a user (inactive)')
      await ada.click('Open existing user')
      await ada.waitsFor('Came here')
    })
    expect(ada.sees).toContain('Öttó Hahn')
  })
})

describe('U03 states and their words', () => {
  test('S0.18 S0.19 S0.20 enabled is let in; pending and disabled are refused alike', async () => {
    const { ada } = walk
    await settle(walk, { statusVocabulary: 'enabled-disabled' })
    await whileSuspended(otto, async () => {
      await atHome(walk, ada)
      expect(rowOf(ada.sees, 'lise@')).toContain('Enabled')
      expect(rowOf(ada.sees, 'waits@')).toContain('Pending Invitation')
      expect(rowOf(ada.sees, 'otto@')).toContain('Disabled')
      expect((await signedIn(walk, 'lise@physics.test')).answer.location).toBe('/account')
      const seen = []
      for (const it of ['waits@physics.test', 'otto@physics.test', 'nobody@physics.test']) {
        const { answer } = await signedIn(walk, it)
        seen.push([answer.status, answer.body.replaceAll(it, '')])
      }
      expect(seen.map(([status]) => status)).toEqual([401, 401, 401])
      expect(new Set(seen.map(([, body]) => String(body).replace(/value="[^"]{20,}"/g, ''))).size).toBe(1)
    })
    await settle(walk, { statusVocabulary: 'active-inactive' })
  })

  test('S2.08 invited people stand in the list as Invited, where that is the word', async () => {
    const { ada } = walk
    await settle(walk, { statusVocabulary: 'active-suspended' })
    await atHome(walk, ada)
    expect(rowOf(ada.sees, 'waits@')).toContain('Invited')
    await settle(walk, { statusVocabulary: 'active-inactive' })
  })

  test('S0.45 a day later row, profile and menu say expired, and no job has run', async () => {
    const { ada, house } = walk
    await atHome(walk, ada)
    expect(offeredTo(ada, 'waits@')).toContain('Resend invitation')
    house.clock.moveHours(24)
    await atHome(walk, ada)
    expect(rowOf(ada.sees, 'waits@')).toContain('invitation expired')
    expect(offeredTo(ada, 'waits@')).toContain('Resend expired invitation')
    await ada.click('Open profile', { in: 'waits@' })
    await ada.waitsFor('Resend expired invitation')
    expect(ada.sees).toContain('Pending · invitation expired')
  })
})

describe('U04 what a row offers', () => {
  test('S0.21 S0.22 S1.35 S3.21 a menu that follows the state: pending, active, disabled', async () => {
    const { ada } = walk
    await whileSuspended(otto, () => atHome(walk, ada))
    expect(offeredTo(ada, 'waits@')).toEqual([
      'Open profile',
      'Resend expired invitation',
      'Copy link',
      'Cancel invitation',
      'Delete',
    ])
    expect(offeredTo(ada, 'lise@')).toEqual([
      'Open profile',
      'Edit',
      'Send password reset',
      'Suspend',
      'Delete',
    ])
    expect(offeredTo(ada, 'otto@')).toEqual(['Open profile', 'Edit', 'Enable', 'Delete'])
  })
})

test('S0.02 there is nothing to register with', async () => {
  for (const path of ['/register', '/signup', '/sign-up', '/join'])
    expect((await new Browser(walk.web).get(path)).status).toBe(404)
})
