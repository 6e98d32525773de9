import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../../src/usecases/context.ts'
import { cancelInvitation } from '../../src/usecases/invitations/cancel-invitation.ts'
import { invitePeople } from '../../src/usecases/invitations/invite-people.ts'
import { resendInvitation } from '../../src/usecases/invitations/resend-invitation.ts'
import { deleteUser } from '../../src/usecases/users/delete-user.ts'
import { suspendUser } from '../../src/usecases/users/suspend-user.ts'
import { inForm, tell } from '../support/form.ts'
import { closeEverything } from '../support/later.ts'
import { MailServer } from '../support/mail-server.ts'
import { operatorOf } from '../support/operator.ts'
import { initAcme, opened, pathOf, signIn } from '../support/people.ts'
import { ask, dump } from '../support/sql.ts'
import { until } from '../support/until.ts'
import { freePort, newPlace, type Place, sharedDatabase } from '../support/usher-process.ts'
import { type Answer, Browser, formOn, headingOf } from '../web/browser.ts'

const ROUNDS = inForm(4, 20)
const RIVALS = 50
/** Each has one of their own, so that the winner is known by it. */
const passwordOf = (rival: number) => `quiet-Lantern-${rival}-harbour`
const hasSession = (answer: Answer) => answer.cookies.some((it) => /^__Host-usher=[\w-]{43};/.test(it))

afterAll(closeEverything)

describe('two processes, one database', { timeout: inForm(120_000, 600_000) }, () => {
  let mail: MailServer
  let place: Place
  let urls: [string, string]
  let operator: Context

  beforeAll(async () => {
    mail = await MailServer.start()
    place = await newPlace({ ...(await sharedDatabase()), SMTP_URL: mail.url, MAIL_FROM: 'usher@acme.test' })
    const [one, other] = await Promise.all([place.start(), place.start({ PORT: `${await freePort()}` })])
    urls = [one.url, other.url]
    const { organizationId } = await initAcme(place)
    operator = operatorOf(place, organizationId)
  })

  test(`${ROUNDS} times ${RIVALS} accept one link at once: one person comes of it`, async () => {
    for (let round = 1; round <= ROUNDS; round++) {
      const address = `prize${round}@acme.test`
      const { link } = await invited(address)
      const rivals = await Promise.all(
        Array.from({ length: RIVALS }, (_, at) => opened(urls[at % 2] ?? '', link)),
      )
      const before = Date.now()
      const answers = await Promise.all(rivals.map((it, at) => it.send(passwordOf(at), `Rival${at}`)))
      tell(`Round ${round}: ${RIVALS} answers in ${Date.now() - before} ms`)

      const winner = answers.findIndex((it) => it.status === 303)
      const losers = answers.filter((_, at) => at !== winner)
      expect(answers[winner]).toMatchObject({ status: 303, location: '/account' })
      expect(hasSession(answers[winner] as Answer)).toBe(true)
      expect(count(losers.map((it) => `${it.status} ${headingOf(it.body)}`))).toEqual({
        '410 Invitation already used': RIVALS - 1,
      })
      expect(losers.filter(hasSession)).toEqual([])
      expect(await peopleOf(address)).toEqual([
        { state: 'active', first: `Rival${winner}`, credentials: 1, sessions: 1, grants: 1, accepted: 1 },
      ])
      for (const url of urls)
        expect(await signIn(new Browser(url), address, passwordOf(winner))).toMatchObject({ status: 303 })
      const other = (winner + 1) % RIVALS
      expect(await signIn(new Browser(urls[0]), address, passwordOf(other))).toMatchObject({ status: 401 })
    }
  })

  test('half of them accept and half decline: one of them is heard', async () => {
    const { link } = await invited('torn@acme.test')
    const path = pathOf(link)
    const senders = await Promise.all(
      Array.from({ length: 20 }, async (_, at) => {
        const url = urls[at % 2] ?? ''
        if (at % 4 < 2) return (await opened(url, link)).send
        const browser = new Browser(url)
        const form = formOn((await browser.get(`${path}/decline`)).body, `${path}/decline`)
        return () => browser.send(form, { reason: '' })
      }),
    )
    const answers = await Promise.all(senders.map((send, at) => send(passwordOf(at))))
    const heard = answers.filter((it) => it.status !== 410)
    expect(heard.map((it) => it.status === 303 || headingOf(it.body) === 'Invitation declined')).toEqual([
      true,
    ])
    const [found] = await ask<{ ending: string }>(
      place,
      `select ending from invitations where address = 'torn@acme.test'`,
    )
    expect(found?.ending).toBe(heard[0]?.status === 303 ? 'accepted' : 'declined')
    expect(await peopleOf('torn@acme.test')).toHaveLength(heard[0]?.status === 303 ? 1 : 0)
  })

  const meanwhile: Record<string, { heading: string; act(it: InvitedOne): Promise<unknown> }> = {
    cancelled: {
      heading: 'Invalid invitation',
      act: ({ invitationId }) => cancelInvitation(operator, invitationId),
    },
    resent: {
      heading: 'Invalid invitation',
      act: ({ invitationId }) => resendInvitation(operator, invitationId),
    },
    expired: {
      heading: 'Invitation Expired',
      act: ({ invitationId }) =>
        ask(
          place,
          `update invitations set sent_at = sent_at - interval '1 day', expires_at = clock_timestamp()
           where id = '${invitationId}'`,
        ),
    },
    suspended: { heading: 'Invalid invitation', act: ({ userId }) => suspendUser(operator, userId) },
    deleted: { heading: 'Invalid invitation', act: ({ userId }) => deleteUser(operator, userId) },
  }

  test.each(Object.keys(meanwhile))(
    '%s between looking and accepting: refused, and nothing changed',
    async (how) => {
      const { heading, act } = meanwhile[how] ?? { heading: '', act: async () => {} }
      // Another one where it is tried again.
      const address = `${how}${randomBytes(3).toString('hex')}@acme.test`
      const one = await invited(address, 'letter')
      const [here, there] = await Promise.all(urls.map((url) => opened(url, one.link)))
      await act(one)
      await allSent()

      const before = await lasting()
      const answers = [
        await there?.send(passwordOf(1)),
        await here?.send(passwordOf(2)),
        await new Browser(urls[0]).get(pathOf(one.link)),
        await new Browser(urls[1]).get(pathOf(one.link)),
      ]
      expect(answers.map((it) => it && [it.status, headingOf(it.body), hasSession(it)])).toEqual(
        answers.map(() => [410, heading, false]),
      )
      expect(await lasting()).toEqual(before)

      if (how !== 'resent') return
      const fresh = mail.takenBy(address).at(-1)?.link ?? ''
      expect(fresh).not.toBe(one.link)
      expect((await opened(urls[1], fresh)).page.status).toBe(200)
    },
  )

  test('every promise of the model holds', async () => {
    expect((await place.json('verify')).json).toEqual({ findings: [] })
  })

  interface InvitedOne {
    invitationId: string
    userId: string
    link: string
  }

  async function invited(address: string, by: 'link' | 'letter' = 'link'): Promise<InvitedOne> {
    const wish = { addresses: [address], roles: [], groups: [], message: null, isConfirmed: false, by }
    const [outcome] = await invitePeople(operator, wish)
    if (outcome?.result !== 'invited') throw new Error(`${address}: ${outcome?.result}`)
    if (by === 'letter') await until('the letter has come', () => mail.takenBy(address).length === 1)
    return { ...outcome, link: outcome.link ?? mail.takenBy(address)[0]?.link ?? '' }
  }

  const allSent = () =>
    until('every letter has left', async () => {
      const waiting = await ask(place, `select from messages where status = 'queued'`)
      return waiting.length === 0
    })

  /** Everything but what the clock does meanwhile: the queue's own rows, its slots, and seals a moment after their rows. */
  async function lasting(): Promise<[string, string[]][]> {
    const all = [...(await dump(place))]
    return all
      .filter(([name]) => name.startsWith('public.') && !/audit_(seals|unsealed)|clock_slots/.test(name))
      .map(([name, rows]) => [name, rows.sort()])
  }

  const peopleOf = (address: string) =>
    ask(
      place,
      `select u.state, u.first_name first,
         (select count(*)::int from credentials c where c.user_id = u.id) credentials,
         (select count(*)::int from sessions s where s.user_id = u.id) sessions,
         (select count(*)::int from grants g where g.user_id = u.id) grants,
         (select count(*)::int from invitations i where i.user_id = u.id and i.ending = 'accepted') accepted
       from users u where u.address = '${address}'`,
    )
})

function count(all: string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const it of all) counts[it] = (counts[it] ?? 0) + 1
  return counts
}
