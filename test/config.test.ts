import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type ConfigFaults, readConfig } from '../src/config.ts'

const dataDir = () => join(mkdtempSync(join(tmpdir(), 'usher-config-')), 'data')
const faultsOf = (env: NodeJS.ProcessEnv): string[] => {
  try {
    readConfig({ DATA_DIR: dataDir(), ...env })
    return []
  } catch (fault) {
    return (fault as ConfigFaults).faults
  }
}

const long = 'x'.repeat(32)

describe('settings', () => {
  test('nothing set is enough, and makes a key once that only its owner reads', () => {
    const DATA_DIR = dataDir()
    const first = readConfig({ DATA_DIR })
    expect(first).toMatchObject({
      port: 3000,
      publicUrl: 'http://localhost:3000',
      databaseUrl: null,
      slack: null,
    })
    expect(readConfig({ DATA_DIR }).secretKeys).toEqual(first.secretKeys)
    expect(statSync(join(DATA_DIR, 'secret-key')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(DATA_DIR, 'secret-key'), 'utf8').length).toBeGreaterThanOrEqual(43)
    expect(Object.isFrozen(first)).toBe(true)
  })

  test('commands may be called otherwise, each by a name of its own', () => {
    const chosen = (SLACK_COMMANDS: string) =>
      readConfig({ DATA_DIR: dataDir(), SLACK_COMMANDS }).slackCommands
    expect(chosen('people=/staff, invites=/bring')).toEqual({ people: '/staff', invites: '/bring' })
    expect(chosen('invites=/bring')).toEqual({ invites: '/bring' })
    for (const wrong of [
      '/staff',
      'people=staff',
      'folk=/x',
      'people=/x,invites=/x',
      'people=/invites',
      'people=/A',
    ])
      expect(faultsOf({ SLACK_COMMANDS: wrong }), wrong).toEqual([expect.stringContaining('SLACK_COMMANDS')])
  })

  test('an empty variable is one that is not set', () => {
    expect(faultsOf({ SMTP_URL: '', SLACK_BOT_TOKEN: '', PORT: '' })).toEqual([])
  })

  test('everything wrong is said at once, with what to do, and no secret among it', () => {
    const secret = 'hunter2-hunter2'
    const faults = faultsOf({
      PORT: 'eighty',
      PUBLIC_URL: 'usher.example.com',
      SMTP_URL: `http://me:${secret}@mail.test`,
      SECRET_KEY: secret,
      LOG_LEVEL: 'loud',
      SLACK_BOT_TOKEN: secret,
      DATABASE_URL: `mysql://me:${secret}@db`,
      METRICS_TOKEN: 'short',
    })
    expect(faults).toHaveLength(8)
    expect(faults.join('\n')).not.toContain(secret)
    for (const name of [
      'PORT',
      'PUBLIC_URL',
      'SMTP_URL',
      'SECRET_KEY',
      'LOG_LEVEL',
      'SLACK_BOT_TOKEN',
      'DATABASE_URL',
    ])
      expect(faults.some((it) => it.includes(name))).toBe(true)
  })

  test.each([
    ['a database without a key', { DATABASE_URL: 'postgres://u:p@h/d' }, 'SECRET_KEY'],
    ['mail without a sender', { SMTP_URL: 'smtp://mail.test' }, 'MAIL_FROM'],
    ['a sender with a second line', { MAIL_FROM: 'Usher <u@x.test>\r\nBcc: e@evil.test' }, 'MAIL_FROM'],
    ['production without mail', { NODE_ENV: 'production', PUBLIC_URL: 'https://u.test' }, 'SMTP_URL'],
    ['production in the clear', { NODE_ENV: 'production', PUBLIC_URL: 'http://u.test' }, 'PUBLIC_URL'],
    ['a public address with a path', { PUBLIC_URL: 'https://u.test/usher' }, 'PUBLIC_URL'],
    ['a bot token without its secret', { SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_SIGNING_SECRET'],
    ['half of an OAuth app', { SLACK_CLIENT_ID: '1', SLACK_SIGNING_SECRET: long }, 'SLACK_CLIENT_SECRET'],
    [
      'no letter at once',
      { MAIL_DOMAIN_AT_ONCE: '0' },
      'MAIL_DOMAIN_AT_ONCE must be a whole number from 1 to 100',
    ],
    ['half a letter a minute', { MAIL_DOMAIN_PER_MINUTE: '0.5' }, 'MAIL_DOMAIN_PER_MINUTE'],
    ['a kind of pooler nobody knows', { DATABASE_POOLER: 'session' }, 'DATABASE_POOLER'],
    ['a pooler before nothing', { DATABASE_POOLER: 'transaction' }, 'set that too'],
    [
      'a way past no pooler',
      { DATABASE_URL: 'postgres://p/d', DATABASE_DIRECT_URL: 'postgres://h/d', SECRET_KEY: long },
      'DATABASE_DIRECT_URL',
    ],
    ['a proxy setting that believes anybody', { TRUST_PROXY: 'true' }, 'TRUST_PROXY'],
  ])('%s is refused', (_, env, name) => {
    expect(faultsOf(env).join()).toContain(name)
  })

  test('the playground is open unless there is a real Slack, or it is production, or nobody wants it', () => {
    const openWith = (env: NodeJS.ProcessEnv) => readConfig({ DATA_DIR: dataDir(), ...env }).playground
    const production = {
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://u.test',
      SMTP_URL: 'smtp://mail.test',
      MAIL_FROM: 'u@u.test',
      SECRET_KEY: long,
      DATABASE_URL: 'postgres://u:p@h/d',
    }
    expect(openWith({})).toBe('example')
    expect(openWith({ PLAYGROUND: 'empty' })).toBe('empty')
    expect(openWith({ PLAYGROUND: 'off' })).toBe('off')
    expect(openWith({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: long })).toBe('off')
    expect(openWith({ ...production, PLAYGROUND: 'example' })).toBe('off')
    expect(faultsOf({ PLAYGROUND: 'yes' }).join()).toContain('PLAYGROUND')
  })

  test('a key being rotated keeps the old one beside it', () => {
    const old = 'y'.repeat(32)
    expect(
      readConfig({ DATA_DIR: dataDir(), SECRET_KEY: long, SECRET_KEY_PREVIOUS: old }).secretKeys,
    ).toEqual([long, old])
  })

  test('links start with the bare origin', () => {
    expect(readConfig({ DATA_DIR: dataDir(), PUBLIC_URL: 'https://U.test:443/' }).publicUrl).toBe(
      'https://u.test',
    )
  })
})
