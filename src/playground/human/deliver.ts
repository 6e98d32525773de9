import { createHmac } from 'node:crypto'
import type { Delivery } from '../workspace/call.ts'
import { tell, type Workspace } from '../workspace/workspace.ts'
import { sendByLine } from './deliver-by-line.ts'
import type { Answered, Outcome, Parcel } from './parcel.ts'

export const signature = (secret: string, timestamp: string, body: string): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`

/** One request to the bot: signed, without redirects, three seconds and then Slack hangs up; or down its own line. */
export function deliver(it: Workspace, parcel: Parcel): Promise<Outcome> {
  const { kind, person, body, type } = parcel
  if (it.app.isSocketMode) return noted(it, parcel, 'socket', {}, () => sendByLine(it, parcel))
  const headers = { ...signed(it, body), 'content-type': type, ...parcel.headers }
  return send(it, { kind, person, body }, headers)
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
  if (Object.keys(disguise).length === 0) return send(it, delivery, delivery.headers)
  const body = disguise.body ?? pretend(it, delivery.body, disguise)
  const headers: Record<string, string> = {
    ...delivery.headers,
    ...signed(it, body, disguise),
    ...disguise.headers,
  }
  if (disguise.signature === null) delete headers['x-slack-signature']
  else if (disguise.signature) headers['x-slack-signature'] = disguise.signature
  return send(it, { ...delivery, body }, headers)
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

type Sent = Pick<Delivery, 'kind' | 'person' | 'body'>

function send(it: Workspace, sent: Sent, headers: Record<string, string>): Promise<Outcome> {
  const url = it.botUrl()
  return noted(it, sent, url, headers, () => post(it, url, headers, sent.body))
}

async function noted(
  it: Workspace,
  { kind, person, body }: Sent,
  url: string,
  headers: Record<string, string>,
  run: () => Promise<Answered>,
): Promise<Outcome> {
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
  const outcome = await run()
  Object.assign(delivery, { status: outcome.status, answer: outcome.text, ms: performance.now() - begun })
  tell(it, { what: 'call' })
  return { ...outcome, delivery }
}

async function post(
  it: Workspace,
  url: string,
  headers: Record<string, string>,
  body: string,
): Promise<Answered> {
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
