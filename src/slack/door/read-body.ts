/** What Slack posts: events as JSON, commands as a form, everything else as JSON in a form's one field. */
export type Body = Record<string, unknown>

/** Null when it can not be read; then it is not from Slack, whatever its signature says. */
export function readBody(contentType: string | undefined, raw: Buffer): Body | null {
  const text = raw.toString('utf8')
  if (/^application\/json\b/i.test(contentType ?? '')) return objectIn(text)
  if (!/^application\/x-www-form-urlencoded\b/i.test(contentType ?? '')) return null
  const form = new URLSearchParams(text)
  const payload = form.get('payload')
  return payload === null ? Object.fromEntries(form) : objectIn(payload)
}

function objectIn(text: string): Body | null {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Body) : null
  } catch {
    return null
  }
}
