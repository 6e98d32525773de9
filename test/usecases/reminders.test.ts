import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../../src/usecases/context.ts'
import { cancelInvitations } from '../../src/usecases/invitations/cancel-invitations.ts'
import { resendInvitations } from '../../src/usecases/invitations/resend-invitations.ts'
import { changeSettings } from '../../src/usecases/organizations/change-settings.ts'
import { seeSettings } from '../../src/usecases/organizations/see-settings.ts'
import { remindAboutPending } from '../../src/usecases/reminders/remind-about-pending.ts'
import { snoozeInvitations } from '../../src/usecases/reminders/snooze-invitations.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { type House, openHouse } from '../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => {
  expect(await verifyInvariants(house.outside())).toEqual([])
  await house.close()
})

const countStatements = async (work: () => Promise<unknown>): Promise<{ statements: number }> => {
  let statements = 0
  const count = () => {
    statements += 1
  }
  house.db.on('query', count)
  await work()
  house.db.off('query', count)
  return { statements }
}

const people = (count: number, domain: string) => Array.from({ length: count }, (_, at) => `p${at}@${domain}`)
const lettersTo = (address: string) =>
  house.post.received.filter((it) => it.envelope.to === address && it.letter.kind === 'reminder')
const remind = () => remindAboutPending(house.outside())
const idsOf = (outcomes: Awaited<ReturnType<House['invite']>>) =>
  outcomes.flatMap((it) => (it.result === 'invited' ? [it.invitationId] : []))

/** Invited in the evening, so that twelve hours later is a morning. */
async function acme(name: string) {
  const made = await house.organization(name, `olga@${name}.test`)
  await house.deliverAll()
  return made
}
const toEvening = () => {
  const now = house.clock.now()
  house.clock.moveSeconds(((21 - now.getUTCHours() + 24) % 24) * 3600 || 86_400)
  // Not before a weekend.
  while ([4, 5, 6].includes(house.clock.now().getUTCDay())) house.clock.moveHours(24)
}

describe('the clock', () => {
  test('promises one reminder for each inviter, whoever looks at the same moment', async () => {
    toEvening()
    const { owner } = await acme('several')
    await house.invite(owner, people(60, 'several-instances.test'), { by: 'link' })
    await remind()
    house.clock.moveHours(12)
    await Promise.all(Array.from({ length: 4 }, remind))
    await house.deliverAll()
    expect(lettersTo('olga@several.test')).toHaveLength(1)
    expect(lettersTo('olga@several.test')[0]?.letter).toMatchObject({ all: 60 })
    house.clock.moveHours(1)
    await Promise.all(Array.from({ length: 4 }, remind))
    await house.deliverAll()
    expect(lettersTo('olga@several.test')).toHaveLength(1)
  })

  test('does not say what is no longer so when the letter leaves', async () => {
    toEvening()
    const { owner } = await acme('gone')
    const ids = idsOf(await house.invite(owner, people(3, 'gone-people.test'), { by: 'link' }))
    await remind()
    house.clock.moveHours(12)
    await remind()
    await cancelInvitations(owner, ids)
    await house.deliverAll()
    expect(lettersTo('olga@gone.test')).toEqual([])
  })

  test('collects what comes within an hour of a reminder into the next', async () => {
    toEvening()
    const { owner } = await acme('collect')
    await house.invite(owner, ['first@collected.test'], { by: 'link' })
    house.clock.moveSeconds(600)
    await house.invite(owner, ['second@collected.test'], { by: 'link' })
    house.clock.moveSeconds(600)
    await house.invite(owner, ['third@collected.test'], { by: 'link' })
    await remind()
    for (let minutes = 0; minutes < 16 * 60; minutes += 10) {
      house.clock.moveSeconds(600)
      await remind()
      await house.deliverAll()
    }
    expect(lettersTo('olga@collect.test').map((it) => it.letter)).toMatchObject([{ all: 1 }, { all: 2 }])
  })

  test('skips what it slept through rather than tell it at night, and tells the rest in the morning', async () => {
    toEvening()
    const { owner } = await acme('asleep')
    const { version } = await seeSettings(owner)
    await changeSettings(owner, { version, invitationLifetimeSeconds: 5 * 86_400 })
    await house.invite(owner, people(5, 'slept-through.test'), { by: 'link' })
    house.clock.moveHours(24 + 6)
    await remind()
    await house.deliverAll()
    expect(lettersTo('olga@asleep.test')).toEqual([])
    house.clock.moveHours(6)
    await remind()
    await house.deliverAll()
    expect(lettersTo('olga@asleep.test')).toHaveLength(1)
  })

  test('goes by the settings of the moment: off, on again, sooner', async () => {
    toEvening()
    const { owner } = await acme('settings')
    const change = async (asked: object) =>
      changeSettings(owner, { version: (await seeSettings(owner)).version, ...asked })
    await house.invite(owner, ['kept@settings-people.test'], { by: 'link' })
    await remind()
    await change({ remindersOn: false })
    house.clock.moveHours(13)
    await remind()
    await house.deliverAll()
    expect(lettersTo('olga@settings.test')).toEqual([])
    await change({ remindersOn: true })
    await remind()
    await house.deliverAll()
    expect(lettersTo('olga@settings.test')).toHaveLength(1)
    await house.invite(owner, ['sooner@settings-people.test'], { by: 'link' })
    await change({ reminderAgeSeconds: 3 * 3600 })
    house.clock.moveHours(3)
    await remind()
    await house.deliverAll()
    expect(lettersTo('olga@settings.test')).toHaveLength(2)
  })

  test('begins another for a channel that could not be reached the last time', async () => {
    toEvening()
    const { owner, organizationId } = await acme('unreachable')
    const { version } = await seeSettings(owner)
    await changeSettings(owner, { version, reminderChannel: 'C0UNREACHABLE' })
    const begun = () =>
      house.query(
        `select is_open "isOpen" from reminders where organization_id = :organizationId and audience = 'channel'`,
        { organizationId },
      )
    await house.invite(owner, ['first@unreachable-people.test'], { by: 'link' })
    house.clock.moveHours(12)
    await remind()
    await house.deliverAll()
    expect(await begun()).toEqual([{ isOpen: false }])
    toEvening()
    await house.invite(owner, ['second@unreachable-people.test'], { by: 'link' })
    house.clock.moveHours(12)
    await remind()
    expect(await begun()).toEqual([{ isOpen: false }, { isOpen: true }])
    await house.deliverAll()
  })

  test('takes as many statements for five hundred as for five', async () => {
    const measured = async (count: number) => {
      toEvening()
      const { owner } = await acme(`counted${count}`)
      await house.invite(owner, people(count, `counted${count}.test`), { by: 'link' })
      await remind()
      house.clock.moveHours(12)
      return (await countStatements(remind)).statements
    }
    const few = await measured(5)
    expect(await measured(499)).toBe(few)
    expect(few).toBeLessThan(12)
  })
})

describe('several at once', () => {
  const each: [string, (ctx: Context, ids: string[]) => Promise<unknown>][] = [
    ['resending', resendInvitations],
    ['cancelling', cancelInvitations],
    ['putting off', (ctx, ids) => snoozeInvitations(ctx, ids, 'hours', 'UTC')],
  ]

  test.each(each)('%s takes as many statements for sixty as for two', async (name, work) => {
    const { owner } = await house.organization()
    const domain = `${name.replace(' ', '-')}.test`
    const few = idsOf(await house.invite(owner, people(2, `few.${domain}`)))
    const many = idsOf(await house.invite(owner, people(60, `many.${domain}`)))
    const first = await countStatements(() => work(owner, few))
    const second = await countStatements(() => work(owner, many))
    expect(second.statements).toBe(first.statements)
    expect(first.statements).toBeLessThan(30)
  })

  test.each(each)(
    '%s answers each: another organization’s is as unknown as a random one',
    async (name, work) => {
      const { owner } = await house.organization()
      const other = await house.organization()
      const [mine = ''] = idsOf(await house.invite(owner, [`mine@${name.replace(' ', '-')}-ids.test`]))
      const [theirs = ''] = idsOf(
        await house.invite(other.owner, [`theirs@${name.replace(' ', '-')}-ids.test`]),
      )
      const random = '019a0000-0000-7000-8000-0000000000ff'
      const answer = await work(owner, [mine, theirs, random, 'no id at all'])
      const outcomes = 'outcomes' in (answer as object) ? (answer as { outcomes: unknown }).outcomes : answer
      expect(outcomes).toMatchObject([
        { id: mine, refusal: null },
        { id: theirs, refusal: { code: 'not-found' } },
        { id: random, refusal: { code: 'not-found' } },
        { id: 'no id at all', refusal: { code: 'not-found' } },
      ])
    },
  )

  test('one that may not be sent again stops no other', async () => {
    const { owner } = await house.organization()
    const [letter = ''] = idsOf(await house.invite(owner, ['letter@mixed.test']))
    const [link = ''] = idsOf(await house.invite(owner, ['link@mixed.test'], { by: 'link' }))
    const [gone = ''] = idsOf(await house.invite(owner, ['gone@mixed.test']))
    await cancelInvitations(owner, [gone])
    expect(await resendInvitations(owner, [letter, link, gone])).toMatchObject([
      { refusal: null },
      { refusal: { code: 'no-address' } },
      { refusal: { code: 'invitation-closed' } },
    ])
    await house.deliverAll()
    expect(house.post.linksFor('letter@mixed.test')).toHaveLength(1)
  })

  test('takes back the people that only these invitations had made, and keeps the others', async () => {
    const { owner, organizationId } = await house.organization()
    const ids = idsOf(await house.invite(owner, people(4, 'withdrawn.test')))
    await cancelInvitations(owner, ids)
    expect(
      await house.query(
        'select 1 from users where organization_id = :organizationId and address like :like',
        {
          organizationId,
          like: '%@withdrawn.test',
        },
      ),
    ).toEqual([])
    expect(idsOf(await house.invite(owner, people(4, 'withdrawn.test')))).toHaveLength(4)
  })
})
