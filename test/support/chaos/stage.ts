import { randomBytes } from 'node:crypto'
import { createConnection } from '../../../src/usecases/connections/create-connection.ts'
import { actingAs, type Context } from '../../../src/usecases/context.ts'
import { acceptInvitation } from '../../../src/usecases/invitations/accept-invitation.ts'
import { invitePeople } from '../../../src/usecases/invitations/invite-people.ts'
import { initOrganization } from '../../../src/usecases/organizations/init-organization.ts'
import { bindPerson } from '../../../src/usecases/slack/bind-person.ts'
import { Balancer } from '../balancer.ts'
import { later } from '../later.ts'
import { MailServer } from '../mail-server.ts'
import { operatorOf } from '../operator.ts'
import { OwnPostgres } from '../own-postgres.ts'
import { tokenOf } from '../people.ts'
import { Caller } from '../scim/caller.ts'
import { openSlack, type Slack } from '../slack/open-slack.ts'
import { ask } from '../sql.ts'
import { freePort, newPlace, type Place } from '../usher-process.ts'
import { Instance } from './instance.ts'

/** Everything that has a part in it: three instances behind one address, and whatever they need. */
export interface Stage {
  place: Place
  instances: Instance[]
  postgres: OwnPostgres
  mail: MailServer
  slack: Slack
  provider: Caller
  /** Ada, Grace and Mel invite; in Slack they are called so. */
  inviters: string[]
  operator: Context
}

const INVITERS = ['ada', 'grace', 'mel']
const browser = { userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0' }
const PASSWORD = 'quiet-Lantern-42-harbour'

export async function openStage(): Promise<Stage> {
  const [postgres, mail, slack, balancer] = await Promise.all([
    OwnPostgres.start(),
    MailServer.start({ delayMs: 30 }),
    openSlack(),
    Balancer.start(),
  ])
  later(() => slack.close())
  const place = await newPlace({
    DATABASE_URL: postgres.url,
    SECRET_KEY: randomBytes(32).toString('base64'),
    PUBLIC_URL: balancer.url,
    TRUST_PROXY: '1',
    LOG_LEVEL: 'info',
    SMTP_URL: mail.url,
    MAIL_FROM: 'usher@acme.test',
    SLACK_BOT_TOKEN: 'xoxb-of-the-tests',
    SLACK_SIGNING_SECRET: 'signing-secret-of-the-tests',
    SLACK_API_URL: slack.apiUrl,
  })
  const instances = await Promise.all([0, 1, 2].map(async () => new Instance(place, await freePort())))
  later(() => {
    for (const it of instances) it.giveUp()
  })
  await Promise.all(instances.map((it) => it.begin()))
  balancer.behind = instances.map((it) => it.url)
  slack.botIsAt(balancer.url)

  const outside = operatorOf(place, '')
  const owner = { name: 'Acme', ownerEmail: 'olga@acme.test' }
  const { organizationId, setupUrl } = await initOrganization(outside, owner)
  const operator = actingAs(outside, { kind: 'operator', organizationId, name: 'Acme' })
  await comeIn(operator, setupUrl)
  await bringIn(operator, slack)
  const channel = [...slack.workspace.channels.values()].find((it) => it.name === 'general')
  // At any hour of any day: when a reminder is due is not for the calendar of this machine to decide.
  await ask(
    place,
    `update organizations set business_from = '00:00', business_until = '24:00', business_days = '{1,2,3,4,5,6,7}',
       time_zone = 'UTC', reminder_channel = '${channel?.id}'`,
  )
  const { connection, token } = await createConnection(operator, { connector: 'generic', name: 'Generic' })
  const provider = new Caller(balancer.url, token.secret, { connectionId: connection.id, tokenId: token.id })
  return { place, instances, postgres, mail, slack, provider, inviters: INVITERS, operator }
}

async function bringIn(operator: Context, slack: Slack): Promise<void> {
  const addresses = INVITERS.map((it) => `${it}@acme.test`)
  const wish = {
    roles: ['Admin'],
    groups: [],
    message: null,
    isConfirmed: false,
    by: 'link' as const,
    addresses,
  }
  const outcomes = await invitePeople(operator, wish)
  const teamId = slack.workspace.team.id
  for (const [at, outcome] of outcomes.entries()) {
    if (outcome.result !== 'invited' || !outcome.link)
      throw new Error(`Not invited: ${JSON.stringify(outcome)}`)
    await comeIn(operator, outcome.link)
    await bindPerson(operator, { teamId, slackUserId: slack.as(INVITERS[at] ?? '').id }, outcome.userId)
  }
}

const comeIn = (operator: Context, link: string) =>
  acceptInvitation(
    operator,
    tokenOf(link),
    { firstName: 'Robin', lastName: 'Meyer', password: PASSWORD, passwordAgain: PASSWORD },
    browser,
  )
