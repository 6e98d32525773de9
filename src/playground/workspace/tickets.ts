/** Three seconds, one use. Whose screen it opens, and from which modal it came. */
export interface Trigger {
  person: string
  at: Date
  isExchanged: boolean
  /** The view it was given for: only such a trigger may push. */
  view: string | null
}

/** Five uses in thirty minutes. */
export interface ResponseUrl {
  kind: 'commands' | 'actions'
  person: string
  channel: string
  /** The message whose button gave it: what replace_original and delete_original mean. */
  original: string | null
  at: Date
  uses: number
}
