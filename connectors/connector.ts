import type { Bag, Read, Shape } from './shape.ts'

/** Who may be at the other end. A new provider begins with its name here; `index.ts` does not compile until it is there too. */
export type ProviderId =
  | 'okta'
  | 'entra'
  | 'onelogin'
  | 'jumpcloud'
  | 'pingone'
  | 'google'
  | 'rippling'
  | 'authentik'
  | 'keycloak'
export type ConnectorId = ProviderId | 'generic'

/** What an identity provider sends differently from the RFCs, how it is set up, and what it wants to hear. */
export interface Connector {
  id: ConnectorId
  name: string
  /** How a person connects it, in the words its console uses. `baseUrl` ends in /scim/v2, without a slash. */
  steps(baseUrl: string): readonly SetupStep[]
  /** In the order in which they read. */
  quirks: readonly Quirk[]
  flags: Flags
}

export interface SetupStep {
  title: string
  /** One thing to do each, in order. */
  lines: readonly string[]
  paste?: readonly { field: string; value: string }[]
  map?: readonly Mapping[]
  switches?: readonly { name: string; set: 'on' | 'off'; why: string }[]
  pitfalls?: readonly string[]
}

export interface Mapping {
  /** As the provider calls it. */
  from: string
  /** As SCIM calls it. */
  to: string
  note?: string
}

/**
 * One oddity: named, cited, recorded in test/connectors. Every reader is pure, never throws whatever it is given, and
 * returns **what it was given, the very same object, when there is nothing to do**: that is how the log knows which
 * quirks acted. Readers are idempotent.
 */
export interface Quirk {
  name: string
  /** One sentence, shown beside an exchange. */
  why: string
  /** Where it was written down: an address, or repository#number. */
  source: string
  sentBy: readonly ProviderId[]
  /** Absent: it acts always. */
  when?(flags: Flags): boolean
  readPath?(path: string): string
  readFilter?(filter: string, shape: Shape): string
  /** What a member of a user or a group should be; by itself, so that several of these read them in one go. */
  readValue?: Read
  /** A whole user or group: the body of a POST or PUT. */
  readResource?(resource: Bag, context: Context): Bag
  /** None, one or several operations in the place of one. */
  readOperation?(operation: Operation, context: Context): Operation | readonly Operation[]
}

export interface Context {
  shape: Shape
  /** The resource that the path names, if it names one. */
  resourceId: string | null
}

/** One element of a PATCH's Operations, as it came: nothing is known of its members. */
export type Operation = Bag

/** Where being lenient means something else than the RFC. A connection may override each. */
export interface Flags {
  /**
   * `remove` with path `members` and a list of members as value. Lenient: those members. Strict, read literally: all.
   * A value that is still on a remove after normalising is a long list of them, or was not understood: never "all".
   */
  removeMembersWithValue: 'lenient' | 'strict'
  /**
   * `add` or `replace` through a filter that meets no element. Lenient: the element is made from the filter's `eq` and
   * `and` terms. Strict: 400 noTarget, which it also stays where the filter can not say how the element should look.
   */
  createOnReplace: 'lenient' | 'strict'
  /** "" unassigns an attribute, as null does, instead of being kept as a text without letters. */
  emptyStringClears: boolean
  unknownAttributes: 'ignore' | 'reject'
  /** A group's answer would list all members: the slow part of adding one. */
  patchAnswer: { user: 200 | 204; group: 200 | 204 }
  /** What DELETE does: suspend and keep for the organization's undo window, or erase at once. */
  deleteMeans: 'soft' | 'hard'
  /** /Schemas without `password` and `emails.display`, which Microsoft's validator takes for faults. */
  entraSchemasView: boolean
}

export const lenient: Flags = {
  removeMembersWithValue: 'lenient',
  createOnReplace: 'lenient',
  emptyStringClears: true,
  unknownAttributes: 'ignore',
  patchAnswer: { user: 200, group: 204 },
  deleteMeans: 'soft',
  entraSchemasView: false,
}
