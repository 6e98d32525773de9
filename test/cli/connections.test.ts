import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commands } from '../../src/cli/commands.ts'
import { refusalWords } from '../../src/cli/refusal-words.ts'
import { type Answer, type Tools, WrongWords } from '../../src/cli/words.ts'
import { inWords, Refusal } from '../../src/domain/refusal.ts'
import { tokenForClient } from '../../src/usecases/connections/token-for-client.ts'
import { whoProvisions } from '../../src/usecases/connections/who-provisions.ts'
import { type House, openHouse } from '../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

/** What the operator types, without the processes around it. */
async function usher(name: keyof typeof commands, ...words: string[]): Promise<Answer> {
  const read = commands[name]?.read(words)
  if (!read || !('run' in read)) throw new Error(`${name} runs alone`)
  return read.run({ ctx: house.outside() } as Tools)
}
const json = async <T>(name: string, ...words: string[]) => (await usher(name, ...words)).json as T
const refused = async (name: string, ...words: string[]) => {
  const fault = await usher(name, ...words).catch((it: unknown) => it)
  if (fault instanceof Refusal) return inWords(refusalWords, fault)
  if (fault instanceof WrongWords) return fault.message
  throw new Error(`It was not refused: ${JSON.stringify(fault)}`)
}
const speaks = async (secret: string) => (await whoProvisions(house.outside(), secret)) !== null

interface Made {
  connectionId: string
  tokenId: string
  token: string
  oldEndsAt?: Date
}
type Listed = { name: string; tokens: { tokenId: string; beginning: string; expiresAt: Date | null }[] }[]

/** Each test in an organization of its own, named behind its words. */
async function acme() {
  const { organizationId, owner } = await house.organization()
  return { owner, here: ['--organization', organizationId] as const }
}

describe('usher connect', () => {
  test('prints base URL, token and steps, and takes the name of a provider as people write it', async () => {
    const { here } = await acme()
    const { text, json: made } = await usher('connect', 'Okta', ...here)
    expect(made).toMatchObject({ name: 'Okta', baseUrl: 'https://usher.test/scim/v2' })
    const { token, steps } = made as Made & { steps: { title: string }[] }
    expect(steps[0]?.title).toBe('Make the app integration')
    expect(text).toContain(token)
    expect(await speaks(token)).toBe(true)
    expect(await refused('connect', 'okta', ...here)).toMatch(
      /There is a connection called Okta already.*--name/,
    )
    const second = await json<Made>('connect', 'okta', '--name', 'Okta EU', '--ceiling', 'admin', ...here)
    expect(await speaks(second.token)).toBe(true)
    expect((await usher('connect', 'microsoft entra id', ...here)).text).toContain('Tenant URL')
  })

  test('says what there is where it was not understood', async () => {
    const { here } = await acme()
    expect(await refused('connect', ...here)).toMatch(/okta +Okta\n/)
    expect(await refused('connect', 'octa', ...here)).toMatch(/no connector "octa".*generic.*entra/s)
    expect(await refused('connect', 'okta', 'EU', ...here)).toMatch(/"EU".*--name/)
    expect(await refused('connect', 'okta', '--ceiling', 'Emperor', ...here)).toMatch(
      /There are: Admin, Manager/,
    )
    expect(await refused('connect', 'okta', '--name', ' ', ...here)).toMatch(/1 to 80 characters/)
    expect(await refused('connect', 'okta', '--celing', 'Admin', ...here)).toContain('--celing')
    expect(await json<Listed>('tokens', 'list', ...here)).toEqual([])
  })
})

describe('usher tokens', () => {
  test('lists what is known of each, and never the token', async () => {
    const { here } = await acme()
    expect((await usher('tokens', 'list', ...here)).text).toContain('usher connect')
    const { token } = await json<Made>('connect', 'okta', ...here)
    await usher('tokens', 'issue', 'Okta', '--days', '30', '--scope', 'users.read', ...here)
    await usher('tokens', 'client', '--minutes', '120', ...here)
    house.clock.moveHours(5)
    const { text, json: listed } = await usher('tokens', 'list', ...here)
    expect(text).toContain(`${token.slice(0, 10)}…  5 hours ago  never      never       everything`)
    expect(text).toMatch(/ in 29 days +users\.read /)
    expect(text).toMatch(/client .*everything, 120 minutes a token/)
    expect(`${text}${JSON.stringify(listed)}`).not.toContain(token)
  })

  test('renews one that is named by what is shown of it, with a day of overlap', async () => {
    const { here } = await acme()
    const { token } = await json<Made>('connect', 'okta', ...here)
    const renewed = await usher('tokens', 'rotate', `${token.slice(0, 10)}…`, ...here)
    expect(renewed.text).toContain('still works until')
    const next = renewed.json as Made
    expect(next.oldEndsAt).toEqual(new Date(house.clock.now().getTime() + 86_400_000))
    const atOnce = await usher('tokens', 'rotate', next.tokenId, '--overlap', '0', ...here)
    expect(atOnce.text).toContain('dead from now on')
    expect([await speaks(token), await speaks(next.token)]).toEqual([true, false])
    house.clock.moveHours(24)
    expect(await speaks(token)).toBe(false)
    expect(await speaks((atOnce.json as Made).token)).toBe(true)
  })

  test('revokes one that was found somewhere, and a client', async () => {
    const { here } = await acme()
    const { token } = await json<Made>('connect', 'okta', ...here)
    type Client = { clientId: string; clientSecret: string }
    const client = await json<Client>('tokens', 'client', ...here)
    await usher('tokens', 'revoke', token, ...here)
    expect(await speaks(token)).toBe(false)
    expect(await refused('tokens', 'revoke', token, ...here)).toMatch(/no such token.*usher tokens list/)
    await usher('tokens', 'revoke', client.clientId, ...here)
    expect(await tokenForClient(house.outside(), client.clientId, client.clientSecret)).toBeNull()
    expect((await usher('tokens', 'list', ...here)).text).toContain('usher tokens issue "Okta"')
  })

  test('wants to know which, where there are several', async () => {
    const { here } = await acme()
    await usher('connect', 'okta', ...here)
    await usher('tokens', 'issue', ...here)
    await usher('connect', 'okta', '--name', 'Okta EU', ...here)
    expect(await refused('tokens', 'issue', ...here)).toMatch(/Say which connection: "Okta", "Okta EU"/)
    await usher('tokens', 'issue', 'okta eu', ...here)
    expect(await refused('tokens', 'issue', 'Entra', ...here)).toMatch(
      /no such connection.*usher tokens list/,
    )
    expect((await json<Listed>('tokens', 'list', 'Okta EU', ...here)).map((it) => it.tokens.length)).toEqual([
      2,
    ])
  })

  test('refuses what it does not understand, by name', async () => {
    const { here } = await acme()
    await usher('connect', 'okta', ...here)
    for (const [words, says] of [
      [[], 'Say what to do'],
      [['frob'], 'can not frob'],
      [['constructor'], 'can not constructor'],
      [['rotate'], 'Which token?'],
      [['list', '--days', '3'], 'no --days'],
      [['issue', '--days', 'many'], 'whole number'],
      [['issue', 'Okta', 'now'], '"now"'],
      [['issue', '--days', '366'], 'at most 365 days'],
      [['issue', '--days', '0'], 'in the future'],
      [['issue', '--scope', 'users'], 'users.read, users.write'],
      [['client', '--minutes', '59'], '60 to 360 minutes'],
      [['rotate', 'scim_aaaaa', '--overlap', 'soon'], '12h'],
    ] as const)
      expect(await refused('tokens', ...words, ...here), words.join(' ')).toContain(says)
  })

  test('does not rotate for longer than 30 days', async () => {
    const { here } = await acme()
    const { token } = await json<Made>('connect', 'okta', ...here)
    expect(await refused('tokens', 'rotate', token, '--overlap', '31d', ...here)).toContain('at most 30 days')
    expect(await speaks(token)).toBe(true)
  })
})

describe('usher disconnect', () => {
  test('says what it means, and does it when that is confirmed', async () => {
    const { here } = await acme()
    const { token } = await json<Made>('connect', 'okta', ...here)
    const asked = await usher('disconnect', 'Okta', ...here)
    expect(asked).toMatchObject({ isRefused: true, text: expect.stringContaining('--confirm') })
    expect(await speaks(token)).toBe(true)
    await usher('disconnect', 'Okta', '--confirm', ...here)
    expect(await speaks(token)).toBe(false)
    expect(await refused('disconnect', 'Okta', '--confirm', ...here)).toContain('no such connection')
  })
})
