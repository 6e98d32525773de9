import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readInvite } from '../../src/cli/invite.ts'
import { type Answer, type Tools, WrongWords } from '../../src/cli/words.ts'
import { STAGED_PAUSE_SECONDS } from '../../src/domain/staged-run.ts'
import { inviteStaged } from '../../src/usecases/staged/invite-staged.ts'
import { type House, openHouse } from '../support/house.ts'
import { staged } from '../support/staged.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

async function usher(...words: string[]): Promise<Answer> {
  const read = readInvite(['--staged', ...words])
  if (!('run' in read)) throw new Error('It runs alone')
  return read.run({ ctx: house.outside() } as Tools)
}

describe('usher invite --staged', () => {
  test('looks, begins, shows, and stops; the server does the work', async () => {
    const { organizationId } = await house.organization('Acme')
    const here = ['--organization', organizationId]
    await staged(house, organizationId, 430)
    await staged(house, organizationId, 2, () => null)

    const before = await usher('--dry-run', ...here)
    expect(before.text).toBe(
      '430 people would be invited, with the role Member, 50 at a time: about 13 minutes.\n  2 × no e-mail address: enter one on the profile.',
    )
    expect(before.json).toMatchObject({ toInvite: 430, withoutAddress: 2, declined: 0, running: null })
    expect(await inviteStaged(house.outside())).toBe(0)
    expect((await usher('--stop', ...here)).text).toBe('Nothing is under way.')

    expect(await usher(...here)).toMatchObject({ isRefused: false, json: { result: 'begun' } })
    await inviteStaged(house.outside())
    house.clock.moveSeconds(STAGED_PAUSE_SECONDS)
    await inviteStaged(house.outside())
    const again = await usher(...here)
    expect(again).toMatchObject({ isRefused: true, json: { result: 'under-way', run: { invited: 100 } } })
    expect(again.text).toContain('100 of 430 people invited; begun by Whoever looks after this server at ')
    expect((await usher('--dry-run', ...here)).text).toContain('100 of 430 people invited')

    expect(await usher('--stop', ...here)).toMatchObject({
      json: { result: 'stopped', run: { invited: 100 } },
    })
    house.clock.moveSeconds(STAGED_PAUSE_SECONDS)
    expect(await inviteStaged(house.outside())).toBe(0)
    expect((await usher('--dry-run', ...here)).json).toMatchObject({ toInvite: 330, running: null })
  })

  test('says plainly that there is nobody', async () => {
    const { organizationId } = await house.organization('Beta')
    const { text, json } = await usher('--organization', organizationId)
    expect([text, json]).toEqual(['There is nobody to invite.', { result: 'nobody' }])
  })

  test.each([[['kim@people.test']], [['--dry-run', '--stop']], [['--role', 'Admin']]])(
    'does not take %j',
    (words) => {
      expect(() => readInvite(['--staged', ...words])).toThrow(WrongWords)
    },
  )
})
