import Bowser from 'bowser'

const LONGEST = 500

/** "Firefox on Linux", for people who wonder whether a session is theirs. */
export function deviceOf(userAgent: string | null): string {
  if (!userAgent) return 'Unknown device'
  const { browser, os } = Bowser.parse(userAgent.slice(0, LONGEST))
  if (!browser.name) return 'Unknown device'
  return os.name ? `${browser.name} on ${os.name}` : browser.name
}
