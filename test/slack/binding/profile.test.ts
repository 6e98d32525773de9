import { expect, test } from 'vitest'
import { confirmedAddress, type SlackStanding } from '../../../src/domain/slack-profile.ts'
import { profileFrom } from '../../../src/slack/door/profile.ts'

const TEAM = 'T1'
const ada = {
  id: 'U1',
  team_id: TEAM,
  name: 'ada',
  tz: 'Europe/London',
  is_email_confirmed: true,
  profile: { real_name: 'Ada Lovelace', first_name: 'Ada', last_name: 'Lovelace', email: 'Ada@Engines.test' },
}

test.each<[SlackStanding, object]>([
  ['member', {}],
  ['member', { team_id: null }],
  ['member', { team_id: 'T2', enterprise_user: { teams: ['T2', TEAM] } }],
  ['stranger', { team_id: 'T2' }],
  ['stranger', { team_id: 'T2', enterprise_user: { teams: ['T2'] } }],
  ['stranger', { is_stranger: true, deleted: true }],
  ['gone', { deleted: true, is_restricted: true }],
  ['bot', { is_bot: true }],
  ['guest', { is_restricted: true }],
  ['guest', { is_ultra_restricted: true }],
])('%s: %j', (standing, change) => {
  expect(profileFrom({ ...ada, ...change }, TEAM)?.standing).toBe(standing)
})

test('an address counts only where Slack says that it was confirmed', () => {
  const addressOf = (change: object) => {
    const profile = profileFrom({ ...ada, ...change }, TEAM)
    return profile && confirmedAddress(profile)?.canonical
  }
  expect(addressOf({})).toBe('ada@engines.test')
  expect(addressOf({ is_email_confirmed: false })).toBeUndefined()
  expect(addressOf({ is_email_confirmed: undefined })).toBeUndefined()
  expect(addressOf({ profile: {} })).toBeUndefined()
})

test('what is nobody, and a zone that no clock knows, are left out', () => {
  expect(profileFrom({ name: 'nobody' }, TEAM)).toBeNull()
  expect(profileFrom(undefined, TEAM)).toBeNull()
  expect(profileFrom({ ...ada, tz: 'Mars/Olympus' }, TEAM)?.timeZone).toBeNull()
})
