/** What Slack answers itself, or once did; a manifest that takes one of these names is refused. README.md: sources. */
const names = [
  'active apps archive away call calls collapse dm dnd expand feed feedback group help huddle invite invite_people',
  'join keys kick leave list me msg mute nick open part prefs preferences rejoin remind remove rename search',
  'shortcuts shrug star status topic unarchive unmute who whoami whois',
]

export const builtInCommands: ReadonlySet<string> = new Set(
  names
    .join(' ')
    .split(' ')
    .map((name) => `/${name}`),
)
