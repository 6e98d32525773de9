import { describe, test } from 'vitest'
import { section } from '../../../src/slack/blocks.ts'
import type { Frame } from '../../../src/slack/home/areas.ts'
import { homeView, memberHome } from '../../../src/slack/home/frame.view.ts'
import { expectGolden } from '../golden.ts'

const frame: Frame = {
  areas: [
    { id: 'users', title: 'Users' },
    { id: 'invitations', title: 'Invitations' },
  ],
  here: 'users',
  organizationName: 'Acme',
  waysIn: { invite: true, add: true, create: true, isAlone: false },
  accountUrl: 'https://usher.test/account',
  note: undefined,
}
const list = [section('A list')]
const drawn = (change: Partial<Frame> = {}) =>
  homeView({ ...frame, ...change }, { area: change.here ?? 'users' }, list)

describe('what stands around every area of the Home', () => {
  test('is inviting first, then the ways to the areas', () => {
    expectGolden('home/frame', drawn())
    expectGolden('home/frame-elsewhere', drawn({ here: 'invitations', note: { text: 'Done <!channel>.' } }))
  })

  test('is creating first while nobody is here', () => {
    expectGolden('home/frame-alone', drawn({ waysIn: { ...frame.waysIn, isAlone: true } }))
  })

  test('has no way in for those who may bring nobody', () => {
    const waysIn = { invite: false, add: false, create: false, isAlone: false }
    expectGolden('home/frame-only-looking', drawn({ waysIn }))
    expectGolden('home/member', memberHome({ ...frame, areas: [], here: '', waysIn }))
  })
})
