import type { JsonObject } from '../domain/json.ts'

/** The words of RFC 7644 §3.12 and RFC 9865 §3, each with the status it goes with. */
const statusOf = {
  invalidFilter: 400,
  tooMany: 400,
  uniqueness: 409,
  mutability: 400,
  invalidSyntax: 400,
  invalidPath: 400,
  noTarget: 400,
  invalidValue: 400,
  invalidVers: 400,
  sensitive: 403,
  invalidCursor: 400,
  expiredCursor: 400,
  invalidCount: 400,
} as const

export type ScimType = keyof typeof statusOf

/** A detail repeats what was sent, and what was sent may be long. */
const DETAIL_LIMIT = 500
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error'

/** An answer of the protocol. The detail is read by whoever set up the provider: it says what and where. */
export class ScimError extends Error {
  readonly status: number
  readonly scimType: ScimType | null

  constructor(why: ScimType | number, detail: string) {
    super(detail.length > DETAIL_LIMIT ? `${detail.slice(0, DETAIL_LIMIT)}…` : detail)
    this.name = 'ScimError'
    this.status = typeof why === 'number' ? why : statusOf[why]
    this.scimType = typeof why === 'number' ? null : why
  }
}

export const errorBody = (it: ScimError): JsonObject => ({
  schemas: [ERROR],
  status: String(it.status),
  ...(it.scimType ? { scimType: it.scimType } : {}),
  detail: it.message,
})
