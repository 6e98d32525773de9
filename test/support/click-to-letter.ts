import { later } from './later.ts'
import { MailServer } from './mail-server.ts'
import { initAcme, opened } from './people.ts'
import { openSlack } from './slack/open-slack.ts'
import { until } from './until.ts'
import { newPlace, sharedDatabase } from './usher-process.ts'

/** A whole Usher in a process of its own, a Slack and a mail server behind real sockets, and an owner at the screen. */
export async function openClickToLetter() {
  const mail = await MailServer.start()
  const slack = await openSlack()
  later(() => slack.close())
  const place = await newPlace({
    ...(await sharedDatabase()),
    SLACK_BOT_TOKEN: 'xoxb-of-the-tests',
    SLACK_SIGNING_SECRET: 'signing-secret-of-the-tests',
    SLACK_API_URL: slack.apiUrl,
    SMTP_URL: mail.url,
    MAIL_FROM: 'usher@acme.test',
    LOG_LEVEL: 'info',
  })
  const usher = await place.start()
  slack.botIsAt(usher.url)
  const { setupUrl } = await initAcme(place)
  await (await opened(usher.url, setupUrl)).send('quiet-Lantern-42-harbour')
  const ada = slack.as('ada')
  const team = slack.workspace.team.id
  await place.json('bind', '--slack-team', team, '--slack-user', ada.id, '--user', 'olga@acme.test')

  /** Milliseconds from the click on the form's button to the letter at the mail server. */
  return async function inviteByForm(address: string): Promise<number> {
    await ada.command('/people invite')
    await ada.waitsFor('E-mail addresses')
    await ada.fill({ 'E-mail addresses': address })
    const clickedAt = Date.now()
    await ada.submit()
    await until(`${address} has a letter`, () => mail.takenBy(address).length > 0)
    await ada.closes({ all: true })
    return (mail.takenBy(address)[0]?.at ?? Number.NaN) - clickedAt
  }
}
