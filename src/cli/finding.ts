/** One line of what `usher doctor` says: what it looked at, how that is, and what to do about it. */
export interface Finding {
  name: string
  ok: boolean
  /** Nothing is wrong, and yet somebody should read it. */
  isNote?: true
  says: string
}
