import type { Delivery } from '../workspace/call.ts'

/** How the bot took it. `late` and `unreachable` are Slack's own words for no answer at all. */
export interface Answered {
  how: 'answered' | 'late' | 'unreachable'
  status: number | null
  text: string
  headers: Record<string, string>
}

export interface Outcome extends Answered {
  delivery: Delivery
}

export interface Parcel {
  kind: string
  person: string | null
  type: 'application/x-www-form-urlencoded' | 'application/json'
  body: string
  headers?: Record<string, string>
}
