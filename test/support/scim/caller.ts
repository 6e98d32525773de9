import { Agent, request } from 'node:http'
import type { Json, JsonObject } from '../../../src/domain/json.ts'
import { urns } from '../../../src/scim/schema/urns.ts'

const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

export interface Reply {
  status: number
  headers: Record<string, string | undefined>
  text: string
  /** Parsed, where it is JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers by name
  body: any
}

interface Said {
  body?: unknown
  headers?: Record<string, string | undefined>
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

/** One provider at the other end of the line: it says what providers say, and hears what they hear. */
export class Caller {
  readonly url: string
  readonly token: string
  readonly connectionId: string
  readonly tokenId: string

  constructor(url: string, token: string, of: { connectionId: string; tokenId: string }) {
    this.url = url
    this.token = token
    this.connectionId = of.connectionId
    this.tokenId = of.tokenId
  }

  /** A header of undefined is left out; a text or bytes are sent as they are. */
  send(method: string, path: string, { body, headers = {} }: Said = {}): Promise<Reply> {
    const payload =
      body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
    const all: Record<string, string | undefined> = {
      authorization: `Bearer ${this.token}`,
      accept: 'application/scim+json',
      ...(payload === undefined
        ? {}
        : {
            'content-type': 'application/scim+json',
            'content-length': String(Buffer.byteLength(payload)),
          }),
      ...headers,
    }
    return exchange(`${this.url}/scim/v2${path}`, method, all, payload)
  }

  get = (path: string, headers = {}): Promise<Reply> => this.send('GET', path, { headers })
  post = (path: string, body: unknown, headers = {}): Promise<Reply> =>
    this.send('POST', path, { body, headers })
  put = (path: string, body: unknown, headers = {}): Promise<Reply> =>
    this.send('PUT', path, { body, headers })
  delete = (path: string, headers = {}): Promise<Reply> => this.send('DELETE', path, { headers })

  patch = (path: string, operations: Json[], headers = {}): Promise<Reply> =>
    this.send('PATCH', path, { body: patchOf(operations), headers })

  find = (type: 'Users' | 'Groups', filter: string, more = ''): Promise<Reply> =>
    this.get(`/${type}?filter=${encodeURIComponent(filter)}${more}`)

  /** Made for sure: the id. */
  async user(userName: string, more: JsonObject = {}): Promise<string> {
    return idIn(await this.post('/Users', userOf(userName, more)))
  }

  async group(displayName: string, members: string[] = [], more: JsonObject = {}): Promise<string> {
    return idIn(await this.post('/Groups', groupOf(displayName, members, more)))
  }
}

export const patchOf = (operations: Json[]): JsonObject => ({ schemas: [PATCH], Operations: operations })

export const userOf = (userName: string, more: JsonObject = {}): JsonObject => ({
  schemas: [urns.user, ...Object.keys(more).filter((it) => it.startsWith('urn:'))],
  userName,
  ...more,
})

export const groupOf = (displayName: string, members: string[] = [], more: JsonObject = {}): JsonObject => ({
  schemas: [urns.group],
  displayName,
  ...(members.length > 0 ? { members: members.map((value) => ({ value })) } : {}),
  ...more,
})

function idIn({ status, body, text }: Reply): string {
  if (status !== 201) throw new Error(`Not made: ${status} ${text}`)
  return body.id
}

function exchange(
  url: string,
  method: string,
  headers: Record<string, string | undefined>,
  payload: string | Buffer | undefined,
): Promise<Reply> {
  const given = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))
  return new Promise((done, fail) => {
    const asked = request(url, { method, headers: given as Record<string, string>, agent }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', fail)
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8')
        done({
          status: answer.statusCode ?? 0,
          headers: answer.headers as Reply['headers'],
          text,
          body: jsonIn(text),
        })
      })
    })
    asked.on('error', fail)
    asked.end(payload)
  })
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
