import { signature } from '../../../src/playground/human/deliver.ts'

export interface Posting {
  body?: string
  type?: string
  /** Signed so many seconds from the clock. */
  seconds?: number
  secret?: string
  headers?: Record<string, string | null>
  now?: Date
  method?: string
}

export interface Posted {
  status: number
  text: string
  ms: number
}

const FORM = 'application/x-www-form-urlencoded'

/** One request as anybody on the internet could make it, signed as well as they can. */
export async function post(url: string, now: Date, wish: Posting = {}): Promise<Posted> {
  const {
    body = '',
    type = FORM,
    seconds = 0,
    secret = 'signing-secret-of-the-tests',
    method = 'POST',
  } = wish
  const timestamp = String(Math.floor(now.getTime() / 1000) + seconds)
  const headers = {
    'content-type': type,
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': signature(secret, timestamp, body),
    ...wish.headers,
  }
  const sent = Object.entries(headers).filter((it): it is [string, string] => it[1] !== null)
  const begun = performance.now()
  const answer = await fetch(`${url}/slack/events`, {
    method,
    headers: sent,
    ...(method === 'POST' ? { body } : {}),
  })
  return { status: answer.status, text: await answer.text(), ms: performance.now() - begun }
}

export const asForm = (payload: object): string =>
  new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
