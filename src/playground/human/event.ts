import { freshId, seconds } from '../workspace/ids.ts'
import { directChannel, personCalled } from '../workspace/people.ts'
import type { Person } from '../workspace/person.ts'
import { personPayload } from '../workspace/person-payload.ts'
import { homeOf } from '../workspace/screens.ts'
import { viewPayload } from '../workspace/view-payload.ts'
import { tell, type Workspace } from '../workspace/workspace.ts'
import { deliver, isFine } from './deliver.ts'
import type { Outcome } from './parcel.ts'

/** When Slack tries again: at once, after a minute, after five. */
const RETRY_AFTER_MS = [0, 60_000, 300_000]

/** Tells the bot what happened, if it wants to know of such things, and tries again as Slack does. */
export async function sendEvent(
  it: Workspace,
  person: string | null,
  event: Record<string, unknown>,
): Promise<Outcome | null> {
  if (!isSubscribed(it, event)) return null
  const body = JSON.stringify({
    token: it.app.verificationToken,
    team_id: it.team.id,
    context_team_id: it.team.id,
    context_enterprise_id: null,
    api_app_id: it.app.id,
    event,
    type: 'event_callback',
    event_id: freshId('Ev'),
    event_time: seconds(it.now()),
    authorizations: [
      {
        enterprise_id: null,
        team_id: it.team.id,
        user_id: it.bot.id,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: it.channels.get(String(event.channel))?.isShared ?? false,
    event_context: `4-${freshId('E')}`,
  })
  return attempt(it, person, String(event.type), body, 0, null)
}

const isSubscribed = (it: Workspace, event: Record<string, unknown>): boolean => {
  const kind =
    event.type === 'message' ? `message.${EVENT_KINDS[String(event.channel_type)]}` : String(event.type)
  return it.app.events?.includes(kind) ?? true
}
const EVENT_KINDS: Record<string, string> = { channel: 'channels', group: 'groups', im: 'im', mpim: 'mpim' }

async function attempt(
  it: Workspace,
  person: string | null,
  kind: string,
  body: string,
  number: number,
  failed: Outcome | null,
): Promise<Outcome> {
  const headers = failed
    ? { 'x-slack-retry-num': String(number), 'x-slack-retry-reason': reasonOf(failed) }
    : {}
  const outcome = await deliver(it, { kind, person, type: 'application/json', body, headers })
  const wait = RETRY_AFTER_MS[number]
  const isDone = isFine(outcome) || wait === undefined || outcome.headers['x-slack-no-retry'] === '1'
  if (isDone) return outcome
  const again = async () => void (await attempt(it, person, kind, body, number + 1, outcome))
  if (wait === 0) await again()
  else it.later.push({ at: new Date(it.now().getTime() + wait), run: again })
  return outcome
}

const reasonOf = (outcome: Outcome): string =>
  ({ late: 'http_timeout', unreachable: 'connection_failed', answered: 'http_error' })[outcome.how]

/** Whatever waited for its time, after the clock was moved. */
export async function doWhatIsDue(it: Workspace): Promise<void> {
  for (;;) {
    const index = it.later.findIndex((one) => one.at <= it.now())
    const [due] = index < 0 ? [] : it.later.splice(index, 1)
    if (!due) return
    await due.run()
  }
}

const stamped = (it: Workspace, event: Record<string, unknown>) => ({ ...event, event_ts: it.stamp() })

export async function openHome(it: Workspace, who: string, tab: 'home' | 'messages' = 'home'): Promise<void> {
  const person = personCalled(it, who)
  const view = homeOf(it, person.id)
  const channel = directChannel(it, person.id).id
  const seen = tab === 'home' && view ? { view: viewPayload(it, view) } : {}
  await sendEvent(
    it,
    person.id,
    stamped(it, { type: 'app_home_opened', user: person.id, channel, tab, ...seen }),
  )
}

export async function changeProfile(it: Workspace, who: string, change: Partial<Person>): Promise<void> {
  const person = Object.assign(personCalled(it, who), change)
  tell(it, { what: 'team' })
  const cache_ts = seconds(it.now())
  const user = personPayload(it, person, it.app.scopes.includes('users:read.email'))
  await sendEvent(it, person.id, stamped(it, { type: 'user_change', user, cache_ts }))
}

/** The tokens die first: whoever hears of it can no longer answer. */
export async function revokeTokens(it: Workspace): Promise<void> {
  for (const token of it.tokens.values()) token.isRevoked = true
  await sendEvent(it, null, stamped(it, { type: 'tokens_revoked', tokens: { oauth: [], bot: [it.bot.id] } }))
}

export async function uninstall(it: Workspace): Promise<void> {
  it.isInstalled = false
  tell(it, { what: 'team' })
  await revokeTokens(it)
  await sendEvent(it, null, stamped(it, { type: 'app_uninstalled' }))
}
