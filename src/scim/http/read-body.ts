import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { ScimError } from '../errors.ts'
import { limits } from '../limits.ts'
import { mustBeModest } from '../read/modest.ts'
import { isJson } from './media-type.ts'

/** The text of a body. Only when it is known who asks: nobody else makes us read ten megabytes. */
export async function readText(req: IncomingMessage): Promise<string> {
  const { 'content-type': type, 'content-encoding': encoding } = req.headers
  if (!isJson(type))
    throw new ScimError(
      415,
      `The body is ${type?.slice(0, 100)}: send application/scim+json or application/json.`,
    )
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
    throw new ScimError(415, 'The body is compressed: send it as it is.')
  const bytes = await readBytes(req, limits.bulkPayload)
  mustBeModest(bytes)
  if (!isUtf8(bytes)) throw new ScimError('invalidSyntax', 'The body must be written in UTF-8.')
  return bytes.toString('utf8').replace(BYTE_ORDER_MARK, '')
}

const BYTE_ORDER_MARK = /^\uFEFF/

export function jsonIn(text: string): unknown {
  if (/^\s{0,100}$/.test(text)) throw new ScimError('invalidSyntax', 'The body is missing.')
  try {
    return JSON.parse(text)
  } catch {
    throw new ScimError('invalidSyntax', 'The body is no JSON.')
  }
}

/** To the end, or to where it is too much; what comes after that is let go unread. */
export function readBytes(req: IncomingMessage, most: number): Promise<Buffer> {
  if (Number(req.headers['content-length'] ?? 0) > most) return Promise.reject(tooMuch(most))
  return new Promise((done, fail) => {
    const parts: Buffer[] = []
    let length = 0
    req.on('data', (part: Buffer) => {
      length += part.length
      if (length > most) {
        parts.length = 0
        fail(tooMuch(most))
      } else parts.push(part)
    })
    req.on('end', () => done(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)))
    req.on('error', fail)
    req.on('close', () => req.complete || fail(new ScimError(400, 'The body was cut off.')))
  })
}

const tooMuch = (most: number) =>
  new ScimError(413, `At most ${Math.floor(most / 1024)} kB fit into one request.`)
