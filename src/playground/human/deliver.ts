import { createHmac } from 'node:crypto'
import type { Delivery } from '../workspace/call.ts'
import { tell, type Workspace } from '../workspace/workspace.ts'

/** How the bot took it. `late` and `unreachable` are Slack's own words for no answer at all. */
export interface Outcome {
  how: 'answered' | 'late' | 'unreachable'
  status: number | null
  text: string
  headers: Record<string, string>
  delivery: Delivery
}

export interface Parcel {
  kind: string
  person: string | null
  type: 'application/x-www-form-urlencoded' | 'application/json'
  body: string
  headers?: Record<string, string>
}

export const signature = (secret: string, timestamp: string, body: string): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`

/** One signed request to the bot, as Slack makes it: no redirects, three seconds, then it hangs up. */
export function deliver(it: Workspace, parcel: Parcel): Promise<Outcome> {
  return send(it, parcel.kind, parcel.person, parcel.body, {
    ...signed(it, parcel.body),
    'content-type': parcel.type,
    ...parcel.headers,
  })
}

export const isFine = (outcome: Outcome): boolean => outcome.status !== null && outcome.status < 300

export interface Disguise {
  /** Signed so many seconds from now: −301 is stale, +3600 comes from the future. */
  seconds?: number
  secret?: string
  /** null sends none at all. */
  signature?: string | null
  team?: string
  app?: string
  headers?: Record<string, string>
  body?: string
}

/** The very same request once more, byte for byte and signature for signature; or disguised. */
export function deliverAgain(it: Workspace, delivery: Delivery, disguise: Disguise = {}): Promise<Outcome> {
  const { kind, person } = delivery
  if (Object.keys(disguise).length === 0) return send(it, kind, person, delivery.body, delivery.headers)
  const body = disguise.body ?? pretend(it, delivery.body, disguise)
  const headers: Record<string, string> = {
    ...delivery.headers,
    ...signed(it, body, disguise),
    ...disguise.headers,
  }
  if (disguise.signature === null) delete headers['x-slack-signature']
  else if (disguise.signature) headers['x-slack-signature'] = disguise.signature
  return send(it, kind, person, body, headers)
}

const pretend = (it: Workspace, body: string, { team, app }: Disguise): string => {
  const withTeam = team ? body.replaceAll(it.team.id, team) : body
  return app ? withTeam.replaceAll(it.app.id, app) : withTeam
}

function signed(it: Workspace, body: string, { seconds = 0, secret }: Disguise = {}): Record<string, string> {
  const timestamp = String(Math.floor(it.now().getTime() / 1000) + seconds)
  return {
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': signature(secret ?? it.signingSecret, timestamp, body),
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    accept: '*/*',
  }
}

async function send(
  it: Workspace,
  kind: string,
  person: string | null,
  body: string,
  headers: Record<string, string>,
): Promise<Outcome> {
  const url = it.botUrl()
  const delivery: Delivery = {
    at: it.now(),
    kind,
    person,
    url,
    headers,
    body,
    status: null,
    answer: '',
    ms: 0,
  }
  it.deliveries.push(delivery)
  const begun = performance.now()
  const outcome = await post(it, url, headers, body)
  Object.assign(delivery, { status: outcome.status, answer: outcome.text, ms: performance.now() - begun })
  tell(it, { what: 'call' })
  return { ...outcome, delivery }
}

async function post(
  it: Workspace,
  url: string,
  headers: Record<string, string>,
  body: string,
): Promise<Omit<Outcome, 'delivery'>> {
  try {
    const signal = AbortSignal.timeout(it.ackWithinMs)
    const answer = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
    const text = await answer.text()
    return { how: 'answered', status: answer.status, text, headers: Object.fromEntries(answer.headers) }
  } catch (fault) {
    const how = (fault as Error).name === 'TimeoutError' ? 'late' : 'unreachable'
    return { how, status: null, text: '', headers: {} }
  }
}
