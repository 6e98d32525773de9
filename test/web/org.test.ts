import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src/db/id.ts'
import { type House, openHouse, PASSWORD } from '../support/house.ts'
import { Browser } from './browser.ts'
import { type FrontDoor, openFrontDoor } from './front-door.ts'

let house: House
let door: FrontDoor
let acme: Awaited<ReturnType<typeof openAcme>>
beforeAll(async () => {
  house = await openHouse()
  door = await openFrontDoor(house)
  acme = await openAcme()
})
afterAll(async () => {
  await door.close()
  await house.close()
})

/** Olga, who is signed in, above Mia above Ben and Carl, who is not here yet; Nora beside them. */
async function openAcme() {
  const at = 'acme.test'
  const { owner, ownerId, organizationId } = await house.organization('Acme', `olga@${at}`)
  const person = async (firstName: string, managerId: string | null) => {
    const { userId, token } = await house.invited(owner, `${firstName.toLowerCase()}@${at}`, {
      roles: ['Member'],
    })
    if (firstName !== 'Carl') await house.accept(token, { firstName, lastName: 'Lee' })
    await house
      .db('users')
      .where({ id: userId })
      .update({ managerId, position: `${firstName}’s work` })
    return userId
  }
  const mia = await person('Mia', ownerId)
  const ben = await person('Ben', mia)
  const carl = await person('Carl', mia)
  const nora = await person('Nora', null)
  return { at, ownerId, organizationId, mia, ben, carl, nora, browser: await signedIn(`olga@${at}`) }
}

async function signedIn(identifier: string): Promise<Browser> {
  const browser = new Browser(door.url)
  await browser.fill('/sign-in', { identifier, password: PASSWORD })
  return browser
}

describe('GET /org', () => {
  test('asks whoever is not signed in to sign in, and brings them back', async () => {
    const answer = await new Browser(door.url).get('/org')
    expect([answer.status, answer.location]).toEqual([303, '/sign-in?next=%2Forg'])
  })

  test('is linked from the dashboard, and draws everybody once', async () => {
    const { browser, ...ids } = acme
    expect((await browser.get('/account')).body).toContain('<a href="/org">Org chart</a>')
    const { status, body, headers } = await browser.get('/org')
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')
    for (const id of [ids.ownerId, ids.mia, ids.ben, ids.carl, ids.nora])
      expect(body.split(`id="p-${id}"`)).toHaveLength(2)
    expect(body).toContain('<title>Mia Lee, Mia’s work, 2 reports, 2 people below in all</title>')
    expect(body).toMatch(/class="pending"[^>]*><title>carl@[^<]+, Carl’s work, pending<\/title>/)
    expect(body).toMatch(/<h2 id="loose">Without a manager \(1\)/)
  })

  test('shows a member names and positions, and no address anywhere', async () => {
    const { at } = acme
    const browser = await signedIn(`ben@${at}`)
    for (const path of ['/org', '/org?view=list', '/org?find=lee', '/org?find=test']) {
      const { status, text } = await browser.get(path)
      expect([path, status]).toEqual([path, 200])
      expect(text).not.toContain(at)
    }
    expect((await browser.get('/org')).text).toContain('Somebody Pending · Carl’s work')
  })

  test('begins with one person, and says the way up', async () => {
    const { browser, mia, ben, ownerId } = acme
    const { body, text } = await browser.get(`/org?from=${mia}`)
    expect(text).toContain('Everybody Olga Petrova Mia Lee Mia’s work , with 2 people below.')
    expect(body).toContain(`<li><a href="/org?from=${ownerId}"><bdi>Olga Petrova</bdi></a></li>`)
    expect(body).toContain(`id="p-${ben}"`)
    expect(body).not.toContain(`id="p-${ownerId}"`)
  })

  test('answers for another organization’s person as for nobody', async () => {
    const here = acme
    const there = await house.organization()
    const answers = await Promise.all(
      [there.ownerId, newId(house.clock.now()), 'nobody'].flatMap((id) => [
        here.browser.get(`/org?from=${id}`),
        here.browser.get(`/org?focus=${id}`),
      ]),
    )
    expect(answers.map((it) => it.status)).toEqual([404, 404, 404, 404, 404, 404])
    expect(new Set(answers.map((it) => it.text)).size).toBe(1)
    expect((await here.browser.get('/org?find=mia')).location).toContain(here.mia)
  })

  test('goes straight to the only one found, lists several, and says when there is none', async () => {
    const { browser, ben } = acme
    const one = await browser.get('/org?find=BEN')
    expect([one.status, one.location]).toEqual([303, `/org?focus=${ben}#p-${ben}`])
    const there = await browser.get(one.location ?? '')
    expect(there.body).toContain(`id="p-${ben}" href="/org?from=${ben}" class="found" aria-current="true"`)
    expect((await browser.get('/org?find=lee')).text).toContain('3 people match “ lee ”')
    expect((await browser.get('/org?find=zoltan')).text).toContain('Nobody here matches “ zoltan ”')
    const listed = await browser.get('/org?view=list&find=ben')
    expect(listed.location).toBe(`/org?view=list&focus=${ben}#p-${ben}`)
  })

  test('as a list it is the same tree in nested lists', async () => {
    const { browser } = acme
    const { body } = await browser.get('/org?view=list')
    const outline = /<div class="card outline">([\s\S]*?)<\/div>/.exec(body)?.[1] ?? ''
    expect(outline).not.toContain('<svg')
    const shape = [...outline.matchAll(/<(\/?ul)>|<bdi>([^<]+)<\/bdi><\/a>/g)].map((it) => it[1] ?? it[2])
    expect(shape.map((it) => it?.replace(/@.*/, ''))).toEqual([
      'ul',
      'Olga Petrova',
      'ul',
      'Mia Lee',
      'ul',
      'Ben Lee',
      'carl',
      '/ul',
      '/ul',
      '/ul',
    ])
  })

  test('folds what is too much, and opens it again', async () => {
    const { browser, mia, ben } = acme
    const folded = await browser.get('/org?levels=2')
    expect(folded.text).toContain('2 people more stand below')
    expect(folded.body).not.toContain(`id="p-${ben}"`)
    expect(folded.body).toMatch(/<text class="more"[^>]*>\+2<\/text>/)
    expect(folded.body).toContain('href="/org?levels=40">Open all</a>')
    expect((await browser.get(`/org?levels=2&focus=${ben}`)).body).toContain(`id="p-${ben}"`)
    const list = await browser.get('/org?levels=2&view=list')
    expect(list.body).toContain(`<a href="/org?view=list&amp;from=${mia}&amp;levels=2">Open`)
  })

  test('zooms by links, and overlooks what makes no sense', async () => {
    const { browser } = acme
    const widthAt = async (query: string) =>
      Number(/<svg class="chart(?: fit)?" width="(\d+)"/.exec((await browser.get(`/org${query}`)).body)?.[1])
    const whole = await widthAt('')
    expect(await widthAt('?zoom=50')).toBe(whole / 2)
    for (const query of [
      '?zoom=51',
      '?zoom=-1',
      '?levels=0&view=x',
      '?from=&focus=',
      '?from=a&from=b',
      '?find[a]=b',
    ])
      expect(await widthAt(query)).toBe(whole)
  })

  test('with nobody above anybody it says how that is changed', async () => {
    const { owner } = await house.organization('Plain', 'olga@plain.test')
    await house.invite(owner, ['ben@plain.test'])
    const browser = await signedIn('olga@plain.test')
    const { text, body } = await browser.get('/org')
    expect(text).toContain('Nobody has a manager yet')
    expect(text).toContain('Everybody (2)')
    expect(body).not.toContain('<svg')
  })
})

describe('five thousand people', () => {
  test('come folded, can all be asked for, and cost as many statements as one', async () => {
    const at = 'large.test'
    const { organizationId, ownerId } = await house.organization('Large', `olga@${at}`)
    const browser = await signedIn(`olga@${at}`)
    const statements = async (path: string) => {
      let asked = 0
      const note = () => void asked++
      house.db.on('query', note)
      const { status, body } = await browser.get(path)
      house.db.off('query', note)
      return { status, asked, size: body.length, drawn: body.split('<use href="#box"/>').length - 1 }
    }
    const before = await statements('/org')
    const ids = [ownerId, ...Array.from({ length: 4999 }, () => newId(house.clock.now()))]
    const rows = ids.slice(1).map((id, index) => ({
      ...{ organizationId, id, email: `${index}@${at}`, address: `${index}@${at}`, origin: 'import' },
      ...{ firstName: 'Maximiliane', lastName: `Musterfrau ${index}`, position: 'Senior engineer' },
      ...{ createdAt: house.clock.now(), managerId: ids[Math.floor(index / 8)] },
    }))
    for (let start = 0; start < rows.length; start += 1000)
      await house.db('users').insert(rows.slice(start, start + 1000))

    const folded = await statements('/org')
    expect(folded).toMatchObject({ status: 200, asked: before.asked })
    expect(folded.drawn).toBeLessThan(130)
    const whole = await statements('/org?levels=40')
    expect(whole).toMatchObject({ status: 200, asked: before.asked, drawn: 5000 })
    expect(whole.size).toBeLessThan(2_500_000)
    expect((await statements('/org?view=list&levels=40')).size).toBeLessThan(2_500_000)
  })
})
