import type { RefusalCode } from '../../domain/refusal.ts'
import type { ScimError, ScimType } from '../errors.ts'

/** What one request came to, as its route knows it. */
export type Did =
  | { act: 'created' | 'replaced' | 'unchanged' | 'seen' | 'not modified'; kind: Kind; name: string }
  | { act: 'changed'; kind: Kind; name: string; changed: readonly string[]; members: Members | null }
  | { act: 'deleted'; kind: Kind; name: string }
  | { act: 'searched'; kind: Kind | 'resource'; filter: string | null; shown: number; total: number | null }
  | { act: 'bulk'; done: number; failed: number; left: number }
  | { act: 'described'; what: string }

export type Kind = 'user' | 'group'

export interface Members {
  joining: number
  leaving: number
  isWhole: boolean
}

/** What was refused: in the protocol's words, and in the house's where it was the house that refused. */
export interface Refused {
  error: ScimError
  code: RefusalCode | null
}

/** One sentence or two for whoever looks after the connection: what was done, or why not and what to change where. */
export function said(done: Did, isDryRun: boolean): string {
  const sentence = sentenceOf(done)
  if (!isDryRun || !writes.has(done.act)) return sentence
  return `${sentence} Only as if: this connection is tried out, and nothing was changed.`
}

const writes = new Set<Did['act']>(['created', 'replaced', 'changed', 'deleted', 'bulk'])

function sentenceOf(it: Did): string {
  switch (it.act) {
    case 'created':
      return `Made the ${it.kind} ${it.name}.`
    case 'replaced':
      return `Wrote the ${it.kind} ${it.name} anew.`
    case 'changed':
      return `Changed the ${it.kind} ${it.name}: ${listed([...it.changed, ...membersIn(it.members)])}.`
    case 'unchanged':
      return `Nothing to change: the ${it.kind} ${it.name} is as it was asked to be.`
    case 'deleted':
      return `Deleted the ${it.kind} ${it.name}.`
    case 'seen':
      return `Showed the ${it.kind} ${it.name}.`
    case 'not modified':
      return `Said that the ${it.kind} ${it.name} is unchanged since the provider last asked.`
    case 'searched':
      return searched(it)
    case 'bulk':
      return `Did ${counted(it.done, 'operation')}${it.failed ? `, refused ${it.failed}` : ''}${it.left ? `, and left ${it.left} undone because so many had failed` : ''}.`
    case 'described':
      return `Said what this service can do (${it.what}).`
  }
}

function membersIn(it: Members | null): string[] {
  if (!it) return []
  if (it.isWhole) return [`its members are now the ${it.joining} that were named`]
  const parts = [
    it.joining ? `${counted(it.joining, 'member')} to join` : '',
    it.leaving ? `${counted(it.leaving, 'member')} to leave` : '',
  ]
  return parts.filter(Boolean)
}

function searched({ kind, filter, shown, total }: Extract<Did, { act: 'searched' }>): string {
  const what = filter ? ` with ${filter.length > 300 ? `${filter.slice(0, 300)}…` : filter}` : ''
  if (total === 0) return `Looked for ${kind}s${what}: there are none.`
  const of = total === null ? '' : ` of ${total}`
  return `Looked for ${kind}s${what}: showed ${shown}${of}.`
}

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`

const MOST = 12
const listed = (names: string[]): string =>
  names.length > MOST
    ? `${names.slice(0, MOST).join(', ')} and ${names.length - MOST} more`
    : names.join(', ')

/** The provider was told the same in its answer; here it is said with what to do at the provider. */
export function saidOf({ error, code }: Refused): string {
  const advice =
    (code && byCode[code]) ?? (error.scimType && byType[error.scimType]) ?? byStatus[error.status]
  return ['Refused.', error.message, advice].filter(Boolean).join(' ')
}

const lookAgain =
  'If the provider goes on asking for it, let it forget what it remembers: restart its provisioning, so that it looks for people and groups again.'

const byCode: Partial<Record<RefusalCode, string>> = {
  'not-found': lookAgain,
  'beyond-scope': 'Paste the new token into the provider.',
  'user-name-taken':
    'If this was a retry, nothing is lost: the first one counts. Otherwise let the provider match people by userName, so that it finds the one who is there.',
  'external-id-taken':
    'Two people of the provider map to one externalId: map an attribute that is different for everybody.',
  'link-needed': 'Answer the question in Slack, or give the person another address at the provider.',
  'address-taken':
    'Give one of the two another address at the provider, or delete the one who is not needed in Usher.',
  'phone-taken': 'Mobile numbers are signed in with, so they are not shared: take one out at the provider.',
  'contact-missing':
    'In the attribute mapping of the provider, map the email address to emails[type eq "work"].value.',
  'address-unreadable': 'Correct the address at the provider, or map another attribute to it.',
  'address-domain-not-allowed':
    'Allow the domain in the settings of Usher, or leave the person out of the scope of the provider.',
  'beyond-your-own-permissions': 'Until then the provider goes on trying.',
  'question-unanswerable': 'Let the provider match by userName, externalId or email.',
  'last-owner': 'Until then the provider goes on trying, and nobody is locked out.',
  'name-taken': 'Give the group another name at the provider, or rename the other in Usher.',
  'phone-unreadable': 'Write the number with its country, or map it to another type than mobile.',
}

const byType: Partial<Record<ScimType, string>> = {
  invalidFilter: 'Let the provider match by userName, externalId or email.',
  invalidPath: 'Take that attribute out of the mapping of the provider, or correct its name.',
  invalidValue: 'Correct the attribute in the mapping of the provider.',
  noTarget: 'Let the connection make what is missing (createOnReplace: lenient), if the provider means that.',
  mutability: 'Take that attribute out of the mapping of the provider: it is not the provider’s to change.',
  invalidSyntax: 'This is the provider’s own doing: report it to whoever makes it, with this exchange.',
  uniqueness: 'Give one of the two another value at the provider.',
  tooMany: 'Let the provider send less at once.',
  invalidCount: 'Let the provider ask for smaller pages.',
  invalidCursor: 'The provider begins again by itself.',
  expiredCursor: 'The provider begins again by itself.',
}

const byStatus: Record<number, string> = {
  403: 'Until that is changed in Usher, the provider goes on trying.',
  404: lookAgain,
  405: 'The provider asks for something SCIM does not have there.',
  409: 'Until that is put right, the provider goes on trying.',
  412: 'The provider gets it anew and tries again by itself.',
  413: 'Let the provider send less at once.',
  415: 'Let the provider send application/scim+json.',
  429: 'The provider tries again by itself; nothing is lost.',
  500: 'Tell whoever runs Usher the number of the request; the provider tries again by itself.',
  501: 'Nothing has to be changed: no provider needs it.',
}
