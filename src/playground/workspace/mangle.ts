/** What Slack does to text on its way to the bot, and takes back on its way to the screen. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

export const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

const MAIL_OR_WEB =
  /<[^<>]*>|`[^`]*`|https?:\/\/[^\s<>|,;"]*[^\s<>|,;".!?)]|[\w.+%'-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/gi

/** Addresses become links by themselves: `a@b.c` arrives as `<mailto:a@b.c|a@b.c>`. */
export const linked = (text: string): string =>
  text.replace(MAIL_OR_WEB, (found) => {
    if (found.startsWith('<') || found.startsWith('`')) return found
    return found.includes('://') ? `<${found}>` : `<mailto:${found}|${found}>`
  })

/** What a person typed into a message. */
export const typedMessage = (text: string): string => linked(escaped(text))

export interface Names {
  user(name: string): string | null
  channel(name: string): string | null
}

/** What a person typed after a command: entities always; links and mentions only where should_escape is on. */
export function typedCommand(text: string, shouldEscape: boolean, names: Names): string {
  const entities = escaped(text)
  if (!shouldEscape) return entities
  return linked(entities)
    .replace(/(^|\s)@([\w.-]+)/g, (all, before, name) => before + (names.user(name) ?? all.trim()))
    .replace(/(^|\s)#([\w.-]+)/g, (all, before, name) => before + (names.channel(name) ?? all.trim()))
}
