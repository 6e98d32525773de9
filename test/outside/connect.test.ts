import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeEverything } from '../support/later.ts'
import { initAcme } from '../support/people.ts'
import { newPlace, type Place, sharedDatabase } from '../support/usher-process.ts'

const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/)

afterAll(closeEverything)

describe('the operator connects a provider', { timeout: 120_000 }, () => {
  let place: Place
  beforeAll(async () => {
    place = await newPlace(await sharedDatabase())
    await initAcme(place)
  })

  test('usher connect answers as it promises, and says what to do where it can not', async () => {
    const made = await place.json('connect', 'okta', '--name', 'Okta EU')
    expect(made).toMatchObject({ code: 0, stderr: '' })
    expect(made.json).toEqual({
      ...{ connectionId: uuid, name: 'Okta EU', tokenId: uuid },
      baseUrl: `http://localhost:${place.port}/scim/v2`,
      token: expect.stringMatching(/^scim_[\w-]{43}$/),
      steps: expect.arrayContaining([expect.objectContaining({ title: 'Connect' })]),
    })
    const again = await place.cli('connect', 'okta', '--name', 'okta eu')
    expect([again.code, again.stdout]).toEqual([1, ''])
    expect(again.stderr).toContain('--name')
    const unknown = await place.json('connect', 'octa')
    expect(unknown).toMatchObject({ code: 2, json: { error: 'wrong-words' } })
    const help = await place.cli('tokens', '--help')
    expect([help.code, help.stderr]).toEqual([0, ''])
    expect(help.stdout).toContain('usher tokens rotate TOKEN [--overlap 24h]')
    const all = await place.cli()
    for (const command of ['usher connect CONNECTOR', 'usher tokens list', 'usher disconnect'])
      expect(all.stdout).toContain(command)
  })

  test('usher doctor names a token that ends soon, and verify holds', async () => {
    type Report = { findings: { name: string; ok: boolean; says: string }[] }
    const issued = await place.json<{ token: string }>('tokens', 'issue', '--days', '13')
    const { findings } = (await place.json<Report>('doctor')).json
    const beginning = issued.json.token.slice(0, 10)
    expect(findings.filter((it) => it.name === 'tokens')).toEqual([
      {
        name: 'tokens',
        ...{ ok: true, isNote: true },
        says: `${beginning}… of Okta EU at Acme ends in 12 days: usher tokens rotate ${beginning}`,
      },
    ])
    expect(await place.json('disconnect', 'Okta EU', '--confirm')).toMatchObject({ code: 0 })
    expect(await place.json('verify')).toMatchObject({ code: 0, json: { findings: [] } })
  })
})
