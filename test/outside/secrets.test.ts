import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { resendInvitation } from '../../src/usecases/invitations/resend-invitation.ts'
import { closeEverything } from '../support/later.ts'
import { MailServer } from '../support/mail-server.ts'
import { operatorOf } from '../support/operator.ts'
import { initAcme, invite, opened, pathOf, signIn, tokenOf } from '../support/people.ts'
import { leaksOf } from '../support/secret-search.ts'
import { ask, dump } from '../support/sql.ts'
import { until } from '../support/until.ts'
import { freePort, newPlace, type Place } from '../support/usher-process.ts'
import { type Answer, Browser, formOn } from '../web/browser.ts'

/** Not plain ASCII words, so that every encoding of them differs; the same after NFKC. */
const passwords = {
  olga: 'Müde "Laterne" & 4² Häfen <7%>'.normalize('NFKC'),
  ada: 'quiet+Lantern/42=harbour\\näh',
  wrong: 'wrong-Password-9f3c/77 "really"',
  tooShort: 'zq7!kX',
  differing: 'differing-Kettle-55+spoon',
}
const SMTP_PASSWORD = 'Kv9+smtp/pass word'

afterAll(closeEverything)

/**
 * Everything that can be done with a link is done, with a mail server that is down, refuses us, and quotes our
 * own letters back at us. Then nothing that was written anywhere may hold what only a letter or a head may hold.
 */
describe('no secret stands anywhere it could be read', { timeout: 120_000 }, () => {
  const secrets = new Map<string, string>()
  let place: Place
  let mail: MailServer

  beforeAll(async () => {
    mail = await MailServer.start({
      login: { user: 'usher', pass: SMTP_PASSWORD },
      words: (source) => quoting(source),
    })
    place = await newPlace({ SMTP_URL: mail.url, MAIL_FROM: 'usher@acme.test', LOG_LEVEL: 'trace' })
    secrets.set('the password of SMTP', SMTP_PASSWORD)
    for (const [whose, password] of Object.entries(passwords)) secrets.set(`the password ${whose}`, password)
    await everything()
  }, 120_000)

  test('the search finds a secret however it is dressed', () => {
    const token = `inv_${'aZ09-_'.repeat(8).slice(0, 43)}`
    const bytes = Buffer.from(token.slice(4), 'base64url')
    const dressed = [
      token,
      `xx${Buffer.from(`ab${token}cd`).toString('base64')}xx`,
      Buffer.from(token).toString('hex'),
      bytes.toString('hex').toUpperCase(),
      bytes.toString('base64'),
      Buffer.concat([Buffer.from('q'), bytes, Buffer.from('rest')]).toString('base64'),
      JSON.stringify(bytes),
      token.slice(4),
    ]
    const found = dressed.map(
      (text) => leaksOf(new Map([['it', token]]), new Map([['text', text]])).length > 0,
    )
    expect(found).toEqual(dressed.map(() => true))
    const said = JSON.stringify({ it: JSON.stringify({ it: passwords.ada }) })
    expect(leaksOf(new Map([['it', passwords.ada]]), new Map([['text', said]]))).not.toEqual([])
  })

  test('what was done has left its traces, so that there is something to search', async () => {
    const rows = await dump(place)
    const sizes = Object.fromEntries([...rows].map(([name, all]) => [name, all.length]))
    for (const table of [
      'sign_in_attempts',
      'invitation_tokens',
      'sessions',
      'credentials',
      'messages',
      'delivery_events',
      'scim_tokens',
      'exchanges',
    ])
      expect(sizes[`public.${table}`], table).toBeGreaterThan(1)
    expect(Object.keys(sizes).filter((it) => it.startsWith('graphile_worker.'))).not.toEqual([])
    expect(secrets.size).toBeGreaterThan(20)
    const trail = rows.get('public.delivery_events')?.join('\n')
    expect(rows.get('public.exchanges')?.join('\n'), 'and a provider did').toContain('[redacted]')
    expect(trail, 'the mail server did quote us').toContain('[redacted]')
  })

  test('not in the database: every table of every schema, and what it says it is doing', async () => {
    const rows = await dump(place)
    const texts = new Map([...rows].map(([name, all]) => [name, all.join('\n')]))
    const activity = await ask<{ query: string }>(place, 'select query from pg_stat_activity')
    texts.set('pg_stat_activity', activity.map((it) => it.query).join('\n'))
    expect(leaksOf(secrets, texts)).toEqual([])

    const hash = createHash('sha256')
      .update(tokenOf(linkFor('ada@acme.test')))
      .digest('hex')
    expect(texts.get('public.invitation_tokens'), 'bytes are searched too').toContain(hash)
  })

  test('not in any log, at the most talkative level, nor in what the command line says', () => {
    const key = readFileSync(join(place.dataDir, 'secret-key'), 'utf8').trim()
    const known = new Map([...secrets, ['SECRET_KEY', key], ['the password of Postgres', databasePassword()]])
    const texts = new Map<string, string>()
    for (const { from, text } of place.output) texts.set(from, (texts.get(from) ?? '') + text)
    const printed = texts.get('usher init') ?? ''
    expect(printed.match(/inv_[\w-]{43}/g), 'init prints its one link on purpose').toHaveLength(1)
    texts.set('usher init', printed.replace(/inv_[\w-]{43}/, ''))
    for (const [command, times] of [
      ['usher connect', 1],
      ['usher tokens', 3],
    ] as const) {
      const text = texts.get(command) ?? ''
      expect(text.match(/(scim|scs)_[\w-]{43}/g), `${command} prints each once, on purpose`).toHaveLength(
        times,
      )
      texts.set(command, text.replace(/(scim|scs)_[\w-]{43}/g, ''))
    }
    expect(texts.get('server')).toContain('/i/[redacted]')
    texts.set('postgres.log', readFileSync(join(place.dataDir, 'postgres.log'), 'utf8'))
    expect(leaksOf(known, texts)).toEqual([])
  })

  test('not in any file of the data directory: dead rows, indexes and the log of changes included', async () => {
    const own = new Set(['secret-key', 'postgres.json'])
    const leaks: string[] = []
    let harmless = 0
    for (const name of readdirSync(place.dataDir, { recursive: true, encoding: 'utf8' })) {
      const path = join(place.dataDir, name)
      if (
        own.has(name) ||
        name === 'postgres/password' ||
        !statSync(path, { throwIfNoEntry: false })?.isFile()
      )
        continue
      const bytes = readFileSync(path)
      if (bytes.includes('ada@acme.test')) harmless += 1
      for (const [secret, text] of secrets)
        for (const needle of needlesIn(text)) if (bytes.includes(needle)) leaks.push(`${secret} in ${name}`)
    }
    expect(leaks).toEqual([])
    expect(harmless, 'what is no secret is found there').toBeGreaterThan(0)
  })

  async function everything(): Promise<void> {
    const usher = await place.start()
    const { organizationId, setupUrl } = await initAcme(place)
    keepLink('setup', setupUrl)
    const stranger = new Browser(usher.url)
    await keep('stranger', stranger, await stranger.get(pathOf(setupUrl)))

    const olga = await opened(usher.url, setupUrl)
    await keep('olga', olga.browser, olga.page)
    await keep('olga', olga.browser, await olga.send(passwords.tooShort))
    const { formToken = '' } = olga.form.fields
    const differing = {
      firstName: 'O',
      lastName: 'P',
      password: passwords.differing,
      passwordAgain: passwords.wrong,
    }
    await keep('olga', olga.browser, await olga.browser.post(pathOf(setupUrl), { formToken, ...differing }))
    await keep('olga', olga.browser, await olga.send(passwords.olga, 'Olga', 'Petrova'))
    await keep('olga', olga.browser, await olga.browser.get('/account'))

    // Refused and quoted back at, hung up on, and taken at last; then sent again with another link.
    mail.manners = (to, tries) =>
      tries > 0 ? 'take' : to.startsWith('ada') ? 'not now, after the letter' : 'close after the letter'
    const [, toBea] = await invite(place, 'ada@acme.test', 'bea@acme.test')
    const both = ['ada@acme.test', 'bea@acme.test']
    await until('both letters have come', () => both.every((it) => mail.takenBy(it).length > 0), 60)
    await resendInvitation(operatorOf(place, organizationId), toBea?.invitationId ?? '')
    await until('the second letter has come', () => mail.takenBy('bea@acme.test').length > 1)
    mail.manners = () => 'never'
    await invite(place, 'cy@acme.test')
    await mail.close()
    await invite(place, 'dan@acme.test')
    await until('the failures are on record', async () => {
      const rows = await ask(place, `select from messages where last_reply is not null and status <> 'sent'`)
      return rows.length >= 2
    })
    await mail.open()
    for (const { to, link } of mail.tries) if (link) keepLink(`letter to ${to}`, link)

    const ada = linkFor('ada@acme.test')
    await roam(usher.url, ada)
    const accepted = await opened(usher.url, ada)
    await keep('ada', accepted.browser, accepted.page)
    await keep('ada', accepted.browser, await accepted.send(passwords.ada, 'Ada', 'Lovelace'))
    const bea = linkFor('bea@acme.test')
    const declining = new Browser(usher.url)
    const page = await declining.get(`${pathOf(bea)}/decline`)
    await keep('bea', declining, page)
    await keep(
      'bea',
      declining,
      await declining.send(formOn(page.body, `${pathOf(bea)}/decline`), { reason: 'No' }),
    )
    const replaced = mail.takenBy('bea@acme.test')[0]?.link ?? ''
    for (const link of [setupUrl, ada, bea, replaced]) {
      const late = new Browser(usher.url)
      await keep('late', late, await late.get(pathOf(link)))
      await keep('late', late, await late.post(pathOf(link), { formToken: 'x', password: passwords.ada }))
    }
    await roam(usher.url, bea)
    const asking = new Browser(usher.url)
    const dead = await asking.get(pathOf(bea))
    await keep('asking', asking, dead)
    await keep('asking', asking, await asking.send(formOn(dead.body, pathOf(bea)), {}))

    // A right one, a wrong one, one typed into the wrong box, one for nobody.
    for (const [who, password] of [
      ['ada@acme.test', passwords.wrong],
      [passwords.ada, passwords.ada],
      ['nobody@acme.test', passwords.wrong],
      ['cy@acme.test', passwords.wrong],
      ['ada@acme.test', passwords.ada],
    ] as const) {
      const browser = new Browser(usher.url)
      const form = await browser.get('/sign-in')
      await keep('sign-in', browser, form)
      await keep(
        'sign-in',
        browser,
        await browser.send(formOn(form.body, '/sign-in'), { identifier: who, password }),
      )
      await keep('sign-in', browser, await browser.get('/account'))
    }
    const signingOut = new Browser(usher.url)
    await signIn(signingOut, 'ada@acme.test', passwords.ada)
    await keep('out', signingOut, await signingOut.fill('/sign-out', {}))

    await provide(usher.url)
    await place.cli('doctor')
    await place.cli('verify')
    const rival = place.spawn({ PORT: `${await freePort()}` })
    await rival.ended
    await until(
      'the audit is sealed',
      async () => (await ask(place, 'select from audit_unsealed')).length === 0,
    )
  }

  /** A provider's tokens and credentials: made, renewed, shown to the wrong places, and revoked. */
  async function provide(url: string): Promise<void> {
    type Made = { token: string }
    const keepToken = (name: string, token: string) => secrets.set(`the token of ${name}`, token)
    const connected = (await place.json<Made>('connect', 'okta')).json.token
    keepToken('usher connect', connected)
    const issued = (await place.json<Made>('tokens', 'issue', '--days', '30')).json.token
    keepToken('usher tokens issue', issued)
    keepToken('usher tokens rotate', (await place.json<Made>('tokens', 'rotate', issued)).json.token)
    type Client = { clientId: string; clientSecret: string }
    const client = (await place.json<Client>('tokens', 'client')).json
    secrets.set('the secret of a client', client.clientSecret)

    const form = {
      grant_type: 'client_credentials',
      client_id: client.clientId,
      client_secret: client.clientSecret,
    }
    const asked = await fetch(`${url}/scim/v2/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    })
    const { access_token: fetched } = (await asked.json().catch(() => ({}))) as { access_token?: string }
    if (!fetched) throw new Error(`The client got no token: ${asked.status}`)
    keepToken('a client', fetched)
    for (const token of [connected, issued, client.clientSecret, fetched]) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' }
      const person = { userName: 'p@acme.test', password: passwords.wrong }
      for (const [path, request] of [
        [`/scim/v2/Users?filter=${encodeURIComponent(`userName eq "${token}"`)}`, {}],
        [`/scim/v2/Users/${token}`, {}],
        [`/scim/v2/Users?access_token=${token}`, {}],
        [`/scim/v2/${token}`, { method: 'POST', body: token }],
        ['/scim/v2/Users', { method: 'POST', body: JSON.stringify({ ...person, schemas: [token] }) }],
        ['/scim/v2/oauth/token', { method: 'POST', body: token }],
      ] as const) {
        await fetch(`${url}${path}`, { ...request, headers }).then((it) => it.body?.cancel())
        await fetch(`${url}${path}`, { ...request, headers: { authorization: token } }).then((it) =>
          it.body?.cancel(),
        )
      }
    }
    await place.cli('tokens', 'list')
    await place.cli('tokens', 'revoke', issued)
    await place.cli('tokens', 'revoke', issued)
    await place.cli('tokens', 'frob', connected)
  }

  /** The same link as scanners, gateways and tired people write it: none of these is served, all are logged. */
  async function roam(url: string, link: string): Promise<void> {
    const path = pathOf(link)
    const token = tokenOf(link)
    const ways = [
      `${path}/`,
      `${path}.`,
      `${path}?utm=${encodeURIComponent(link)}`,
      `/x${path}`,
      `/I/${token}`,
      `/i/%69${token.slice(1)}`,
      `/i/${token.replace('_', '%5F')}`,
      `/i%2F${token}`,
      `/sign-in?next=${encodeURIComponent(path)}`,
      `/safelinks/${encodeURIComponent(link)}`,
      `/safelinks/${encodeURIComponent(encodeURIComponent(link))}`,
      `/x_${token}`,
      `/readyz/${token}`,
      `/playground/mailbox/${token}`,
    ]
    for (const way of ways)
      await new Browser(url).get(way, { headers: { referer: link, 'user-agent': link } })
    await new Browser(url).get(path, { method: 'PUT' })
    const broken = { method: 'POST', headers: { 'content-type': 'application/json' } }
    await new Browser(url).get(path, broken)
  }

  function keepLink(name: string, link: string): void {
    secrets.set(
      `the token of the ${name}${secrets.has(`the token of the ${name}`) ? ' (another)' : ''}`,
      tokenOf(link),
    )
  }

  async function keep(who: string, browser: Browser, answer: Answer): Promise<void> {
    for (const [name, value] of browser.jar) secrets.set(`${name} of ${who} ${value.slice(0, 4)}`, value)
    for (const [, token = ''] of answer.body.matchAll(/name="formToken" value="([^"]+)"/g))
      secrets.set(`a form token of ${who} ${token.slice(0, 4)}`, token)
  }

  const linkFor = (to: string): string => mail.takenBy(to).at(-1)?.link ?? ''
  const databasePassword = (): string => new URL(place.databaseUrl()).password
})

/** A spam filter that explains itself, with what it found: as it is, as a URL parameter, and in base64. */
function quoting(source: string): string {
  const link = /https?:\S+\/i\/inv_[\w-]+/.exec(source.replace(/=\r?\n/g, ''))?.[0] ?? 'nothing'
  return `Suspicious link ${link} see https://filter.test/?u=${encodeURIComponent(link)} and try later`
}

/** As bytes: the text itself, and what a token stands for. */
function needlesIn(secret: string): Buffer[] {
  const body = secret.replace(/^(inv|scim|scs)_/, '')
  const isToken = /^[\w-]{43}$/.test(body)
  const texts = [secret, body].filter((it) => it.length >= 8).map((it) => Buffer.from(it))
  return isToken ? [...texts, Buffer.from(body, 'base64url')] : texts
}
