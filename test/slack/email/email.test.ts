import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { allIsWell, type Office, openOffice, opensAt } from '../../support/slack/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterEach(async () => {
  await office.bot.door.settled()
  allIsWell(office)
})
afterAll(() => office.close())

const wrongPassword = 'mail.test:587 refused the login: check user and password in SMTP_URL.'

describe('the e-mail part of the settings', () => {
  test('sends a test letter to whoever asks, and says what the mail server answered', async () => {
    const { house, ada } = office
    house.post.answer = () => ({ result: 'sent', reply: '250 2.0.0 queued as 4F2' })
    await opensAt(office, ada, 'Settings')
    await ada.click('Send test e-mail')
    await ada.waitsFor('250 2.0.0 queued as 4F2')
    expect(house.post.received.at(-1)).toMatchObject({
      letter: { kind: 'test' },
      envelope: { to: 'ada@acme.test' },
    })
    await ada.closes()
  })

  test('says plainly that the password is wrong, and what to do', async () => {
    const { house, ada } = office
    house.post.answer = () => ({ result: 'deferred', reply: wrongPassword })
    await ada.click('Send test e-mail')
    await ada.waitsFor('did not leave')
    expect(ada.sees).toContain(wrongPassword)
    await ada.closes()
  })

  test('lists what was given up, and sends it again once the mail server is mended', async () => {
    const { house, owner, ada } = office
    house.post.answer = () => ({ result: 'failed', reply: '554 5.7.1 relaying denied' })
    await house.invite(owner, ['one@people.test', 'two@people.test'])
    await house.deliverAll()
    await opensAt(office, ada, 'Settings')
    await ada.waitsFor('2 messages could not be delivered')
    await ada.click('Show them')
    await ada.waitsFor('554 5.7.1 relaying denied')
    house.post.answer = () => ({ result: 'sent', reply: '250 OK' })
    await ada.click('Resend', { in: 'one@people.test' })
    await ada.waitsFor('1 message is tried again')
    await ada.click('Resend failed (1)', { confirm: true })
    await ada.waitsFor('Everything that was promised has left')
    await ada.closes()
    await house.deliverAll()
    for (const who of ['one', 'two']) expect(house.post.linksFor(`${who}@people.test`)).toHaveLength(1)
  })

  test('is nobody’s who may not change settings', async () => {
    const { mel } = office
    await mel.opensHome()
    await office.bot.door.settled()
    expect(mel.sees).not.toContain('Send test e-mail')
  })
})
