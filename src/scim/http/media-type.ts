export const SCIM_JSON = 'application/scim+json'
export const PLAIN_JSON = 'application/json'

/** The type alone, in lower case: charset and other parameters are taken as they come, the bytes are UTF-8. */
const bare = (header: string): string => (header.split(';', 1)[0] ?? '').trim().toLowerCase()

/** Whether a body may be read as JSON. Providers leave the type out, so saying nothing says it too. */
export function isJson(contentType: string | undefined): boolean {
  const type = bare(contentType ?? '')
  return type === '' || type === SCIM_JSON || type === PLAIN_JSON
}

export const isForm = (contentType: string | undefined): boolean =>
  bare(contentType ?? '') === 'application/x-www-form-urlencoded'

/** RFC 7644 §3.1; a client that asks for plain JSON and nothing wider gets it: OneLogin's does. */
export function answerType(accept: string | undefined): typeof SCIM_JSON | typeof PLAIN_JSON {
  const asked = (accept ?? '').split(',').map(bare)
  const isPlain = asked.includes(PLAIN_JSON)
  const isWider = asked.some((it) => it === SCIM_JSON || it === '*/*' || it === 'application/*')
  return isPlain && !isWider ? PLAIN_JSON : SCIM_JSON
}
