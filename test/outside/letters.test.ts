import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BOUNCES_PATH, signatureOf } from '../../src/web/bounces.ts'
import { Dice } from '../support/dice.ts'
import { inForm, isLong, tell } from '../support/form.ts'
import { closeEverything } from '../support/later.ts'
import { MailServer, type Mode } from '../support/mail-server.ts'
import { queued } from '../support/outbox.ts'
import { addresses, type Invited, initAcme, invite } from '../support/people.ts'
import { seed } from '../support/seed.ts'
import { ask } from '../support/sql.ts'
import { until } from '../support/until.ts'
import { newPlace, type Place, type RunningUsher } from '../support/usher-process.ts'

const BOUNCE_HOOK_SECRET = 'a secret for bounces, long enough for it'

const passing: Mode[] = [
  'not now',
  'not now, after the letter',
  'close amid the letter',
  'close after the letter',
]

/** Everything that takes its time begins at once, so that the waiting is done together. */
describe(`letters by real SMTP (seed ${seed})`, { timeout: inForm(120_000, 600_000) }, () => {
  const waiting = addresses(20, 'waiting')
  const mixed = addresses(inForm(40, 200), 'mixed')
  const plan = planFor(mixed)
  let mail: MailServer
  let place: Place
  let usher: RunningUsher

  beforeAll(async () => {
    mail = await MailServer.start()
    place = await newPlace({ SMTP_URL: mail.url, MAIL_FROM: 'usher@acme.test', BOUNCE_HOOK_SECRET })
    usher = await place.start()
    await initAcme(place)
  })
  afterAll(closeEverything)

  test('while the mail server is gone letters wait, and the reason is on record', async () => {
    await mail.close()
    await invite(place, ...waiting)
    await until('each was tried in vain', async () => {
      const [count] = await ask<{ n: number }>(
        place,
        `select count(*)::int n from messages where status = 'queued' and last_reply like '%ECONNREFUSED%'`,
      )
      return count?.n === waiting.length
    })
    await mail.open()
  })

  test('five hundred are invited within seconds, and each gets one letter whatever happens to others', async () => {
    mail.manners = (to, tries) => {
      if (to === 'slow@acme.test') return 'take slowly'
      return plan.get(to)?.[tries] ?? (to === 'hung@acme.test' && tries === 0 ? 'hang' : 'take')
    }
    await invite(place, 'hung@acme.test', 'slow@acme.test', ...mixed)
    const people = addresses(500)
    const before = Date.now()
    const { code, json } = await place.json<Invited[]>('invite', ...people)
    const answered = Date.now()
    expect(code).toBe(0)
    expect(json.map((it) => `${it.email} ${it.result}`)).toEqual(people.map((it) => `${it} invited`))
    expect(answered - before).toBeLessThan(15_000)

    const theirs = () => mail.taken.filter((it) => it.to[0]?.startsWith('p'))
    await until('every letter has come', () => theirs().length >= 500, inForm(90, 300))
    tell(
      `500 invited in ${answered - before} ms, every letter taken ${Date.now() - before} ms after the command`,
    )
    expect(
      theirs()
        .map((it) => it.to.join())
        .sort(),
    ).toEqual([...people].sort())
    expect(new Set(theirs().map((it) => it.messageId)).size).toBe(500)
    expect(new Set(theirs().map((it) => it.link)).size).toBe(500)
  })

  test('refused, cut off, swallowed: nothing is lost, nothing comes twice, and each try is the same letter', async () => {
    const hopeless = mixed.filter((it) => plan.get(it)?.includes('never'))
    const others = [...waiting, ...mixed].filter((it) => !hopeless.includes(it))
    const missing = () => others.filter((it) => mail.takenBy(it).length === 0)
    await until('each that can has come', () => missing().length === 0, inForm(90, 500))

    await until('every letter has ended', async () => (await statuses()).queued === undefined)
    expect(others.filter((it) => mail.takenBy(it).length !== 1)).toEqual([])
    expect([...waiting, ...mixed].filter((it) => !isOneLetter(it))).toEqual([])
    expect(hopeless.filter((it) => mail.takenBy(it).length > 0)).toEqual([])
    expect(await statuses()).toEqual({ failed: hopeless.length, sent: mixed.length - hopeless.length })
    for (const it of hopeless) expect(mail.triesFor(it).at(-1)?.mode, 'and never again').toBe('never')
    tell(`${mixed.length} letters took ${mixed.flatMap((it) => mail.triesFor(it)).length} tries`)
  })

  test('the letter that hung was given up after a while and came at the second try, the same', async () => {
    await until('it has come', () => mail.takenBy('hung@acme.test').length === 1, 90)
    const [first, second] = mail.triesFor('hung@acme.test')
    const waited = ((second?.at ?? 0) - (first?.at ?? 0)) / 1000
    tell(`The hanging letter was tried again after ${waited} s`)
    expect(waited).toBeGreaterThan(20)
    expect(waited).toBeLessThan(60)
    expect(isOneLetter('hung@acme.test')).toBe(true)
  })

  test('a letter that takes its time is not taken up by anybody else meanwhile', async () => {
    await until('it has come', () => mail.takenBy('slow@acme.test').length > 0, 60)
    const [first] = mail.triesFor('slow@acme.test')
    const [taken] = mail.takenBy('slow@acme.test')
    tell(`The slow letter took ${((taken?.at ?? 0) - (first?.at ?? 0)) / 1000} s`)
    await until('it is on record', async () => (await queued(place)).length === 0)
    expect(mail.triesFor('slow@acme.test')).toHaveLength(1)
  })

  test('a letter that the mail server took and that came back is noted, by whoever signs for it', async () => {
    const [taken] = mail.takenBy(waiting[0] ?? '')
    const said = JSON.stringify({ messageId: taken?.messageId, reason: '550 5.1.1 No such user' })
    const tell = async (secret: string) => {
      const timestamp = `${Math.floor(Date.now() / 1000)}`
      const signature = signatureOf(secret, timestamp, Buffer.from(said))
      const headers = { 'x-usher-timestamp': timestamp, 'x-usher-signature': signature }
      const answer = await fetch(`${usher.url}${BOUNCES_PATH}`, { method: 'POST', headers, body: said })
      return [answer.status, ((await answer.json()) as { result?: string }).result]
    }
    expect(await tell('a secret that somebody has made up')).toEqual([401, undefined])
    expect(await tell(BOUNCE_HOOK_SECRET)).toEqual([200, 'noted'])
    expect(await tell(BOUNCE_HOOK_SECRET)).toEqual([200, 'known'])
  })

  test('every promise of the model holds, and the trail tells what happened', async () => {
    expect((await place.json('verify')).json).toEqual({ findings: [] })
    const trail = await ask<{ kinds: string }>(
      place,
      `select string_agg(e.kind, ' ' order by e.at, e.id) kinds from delivery_events e
       join invitations i on i.organization_id = e.organization_id and i.id = e.invitation_id
       where i.email = 'hung@acme.test'`,
    )
    expect(trail).toEqual([{ kinds: 'queued deferred sent' }])
  })

  /** Whatever of it could be seen at any try was the same each time. */
  function isOneLetter(to: string): boolean {
    const tries = mail.triesFor(to)
    const seen = (all: (string | null)[]) => new Set(all.filter((it) => it !== null && it !== '')).size
    return seen(tries.map((it) => it.messageId)) <= 1 && seen(tries.map((it) => it.link)) <= 1
  }

  async function statuses(): Promise<Record<string, number>> {
    const rows = await ask<{ status: string; n: number }>(
      place,
      `select m.status, count(*)::int n from messages m
       join invitations i on i.organization_id = m.organization_id and i.id = m.invitation_id
       where i.email like 'mixed%' group by m.status`,
    )
    return Object.fromEntries(rows.map((it) => [it.status, it.n]))
  }
})

/** Everybody has trouble at the first try, of every kind in turn, then perhaps once more; the last are hopeless. */
function planFor(people: string[]): Map<string, Mode[]> {
  const dice = new Dice(seed)
  const troubles = isLong ? [...passing, 'hang' as const] : passing
  return new Map(
    people.map((it, at) => {
      const modes = [passing[at % passing.length] ?? 'take']
      while (modes.length < inForm(2, 4) && dice.roll() < 0.3) modes.push(dice.pick(troubles))
      if (at >= people.length - 6) modes.push('never')
      return [it, modes]
    }),
  )
}
