/** One request the bot made of Slack. `refused` is the bot's fault, the other two are the weather's. */
export interface Call {
  at: Date
  method: string
  args: Record<string, unknown>
  outcome: 'done' | 'refused' | 'throttled' | 'broken'
  status: number
  error: string | null
  /** What is wrong in words, one line a fault. */
  words: string[]
}

/** Something a person tried and Slack could only answer with an apology. */
export interface Trouble {
  at: Date
  person: string | null
  deed: string
  /** What Slack shows: `/invites failed with the error "operation_timeout"`. */
  words: string
  /** Why, for whoever develops the bot. */
  cause: string
}

/** One request the workspace made of the bot. */
export interface Delivery {
  at: Date
  kind: string
  person: string | null
  url: string
  headers: Record<string, string>
  body: string
  status: number | null
  answer: string
  ms: number
}
