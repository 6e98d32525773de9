/** Every way in which a secret could stand in a text, each with a name for the report. */
export function disguisesOf(secret: string): Map<string, string> {
  const bytes = Buffer.from(secret)
  const all = new Map<string, string>()
  const add = (name: string, needle: string) => needle.length >= 8 && all.set(needle, name)
  add('as it is', secret)
  add('its first half', secret.slice(0, Math.max(12, secret.length / 2)))
  add('its second half', secret.slice(-Math.max(12, secret.length / 2)))
  add('reversed', [...secret].reverse().join(''))
  add('URL-encoded', encodeURIComponent(secret))
  add('as a form sends it', new URLSearchParams({ it: secret }).toString().slice(3))
  add('in JSON', inJson(secret))
  add('in JSON in JSON', inJson(inJson(secret)))
  add(
    'in HTML',
    secret.replace(/[&<>"']/g, (it) => `&#${it.charCodeAt(0)};`),
  )
  for (const [name, needle] of encodingsOf(bytes)) add(name, needle)
  const body =
    /^(?:inv|rst|eml|slk|wel|scim|scs)_([\w-]{43})$/.exec(secret)?.[1] ??
    (/^[\w-]{43}$/.test(secret) ? secret : null)
  if (body) {
    add('without its prefix', body)
    for (const [name, needle] of encodingsOf(Buffer.from(body))) add(`without its prefix, ${name}`, needle)
    for (const [name, needle] of encodingsOf(Buffer.from(body, 'base64url')))
      add(`its bytes, ${name}`, needle)
  }
  return all
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1)

function encodingsOf(bytes: Buffer): [string, string][] {
  const hex = bytes.toString('hex')
  const pairs = hex.match(/../g) ?? []
  return [
    ['hex', hex],
    ['HEX', hex.toUpperCase()],
    ['bytes of a Buffer in JSON', [...bytes].join(',')],
    ['percent-encoded', pairs.map((it) => `%${it}`).join('')],
    ...base64s(bytes, 'base64'),
    ...base64s(bytes, 'base64url'),
  ]
}

/** In the middle of something longer it looks different at each of three offsets; what always shows is kept. */
const base64s = (bytes: Buffer, how: 'base64' | 'base64url'): [string, string][] =>
  [0, 1, 2].map((offset) => {
    const whole = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString(how)
      .replace(/=+$/, '')
    const isCut = (offset + bytes.length) % 3 !== 0
    return [`${how} at offset ${offset}`, whole.slice(offset === 0 ? 0 : offset + 1, isCut ? -1 : undefined)]
  })

export interface Leak {
  secret: string
  disguise: string
  where: string
  around: string
}

/** Where any of these secrets shows through, with a little of what stands around it. */
export function leaksOf(secrets: Map<string, string>, places: Map<string, string>): Leak[] {
  return [...secrets].flatMap(([name, secret]) =>
    [...disguisesOf(secret)].flatMap(([needle, disguise]) =>
      [...places].flatMap(([where, text]) => {
        const at = text.indexOf(needle)
        if (at < 0) return []
        return [{ secret: name, disguise, where, around: text.slice(Math.max(0, at - 80), at + 120) }]
      }),
    ),
  )
}
