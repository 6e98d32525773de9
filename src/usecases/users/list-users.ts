import * as organizations from '../../db/organizations.ts'
import type { UserFilter } from '../../db/user-filter.ts'
import * as userList from '../../db/user-list.ts'
import { isOpen, stateOf } from '../../domain/invitation.ts'
import type { Organization } from '../../domain/organization.ts'
import { authorizeWithin } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { needlesOf } from '../../domain/search-text.ts'
import {
  type ListedState,
  type Status,
  type StatusFacts,
  statesMeant,
  statusOf,
  statusWords,
  type Vocabulary,
} from '../../domain/status-words.ts'
import { nameOf } from '../../domain/user.ts'
import { actionsFor, type OfferedAction } from '../../domain/user-actions.ts'
import { atomically, type Context, within } from '../context.ts'
import { avatarUrlOf } from './own-avatar.ts'

/** What is left out is not asked; what is asked must all hold. Groups and the role are named by id. */
export interface UserQuestion {
  search?: string | null
  /** Any word for a status, of any vocabulary. */
  status?: string | null
  roleId?: string | null
  teamId?: string | null
  siteId?: string | null
  departmentId?: string | null
  unitId?: string | null
  /** Where the page before said the next one begins. */
  cursor?: string | null
  pageSize?: number
}

export interface ListedUser {
  id: string
  name: string
  email: string | null
  phone: string | null
  /** An absolute address without a secret in it; null: their initials do. */
  avatarUrl: string | null
  roleNames: string[]
  /** What an open invitation promises: held from its acceptance on. */
  promisedRoleNames: string[]
  status: StatusFacts
  /** The same in the organization's own words. */
  statusInWords: Status
  registeredAt: Date | null
  lastLoginAt: Date | null
  lastActivityAt: Date | null
  departmentName: string | null
  teamCount: number
  /** What whoever asks may do with this person now. */
  actions: OfferedAction[]
  /** The invitation that some of these actions are about; null: none is open. */
  openInvitationId: string | null
}

export interface UserPage {
  users: ListedUser[]
  /** How many there are in all; counted on the first page of a walk only. */
  total: number | null
  /** False when there are more than that: many people are not counted to the last. */
  isTotalExact: boolean
  next: string | null
  /** How this organization calls the states of its people. */
  vocabulary: Vocabulary
}

export const PAGE_LIMIT = 100
const USUAL_PAGE = 20

/**
 * One page of people, in the order of their names. What it costs does not grow with the organization, nor with how
 * far the walk has come; so a large number is only told as "more than".
 */
export function listUsers(ctx: Context, asked: UserQuestion = {}): Promise<UserPage> {
  return atomically(ctx, async (tx) => {
    const reach = authorizeWithin(ctx.actor, 'user.list')
    const now = ctx.now()
    const filter = filterOf(asked, reach === 'everybody' ? null : reach, now)
    const from = asked.cursor ? placeOf(asked.cursor) : null
    const size = pageSizeOf(asked.pageSize)

    const { rows, areFew, total } = await userList.page(tx, within(ctx), filter, from, size + 1, now)
    const organization = await organizations.find(tx, within(ctx))
    const shown = rows.slice(0, size)
    const last = rows.length > size ? shown.at(-1) : undefined
    return {
      users: shown.map((it) => listed(ctx, it, organization, now)),
      total: total?.count ?? null,
      isTotalExact: !total?.isLeast,
      next: last ? cursorAt(last, areFew) : null,
      vocabulary: organization.statusVocabulary,
    }
  })
}

const filterOf = (it: UserQuestion, withinGroups: readonly string[] | null, now: Date): UserFilter => ({
  withinGroups,
  heldAt: now,
  needles: needlesOf(it.search ?? ''),
  states: it.status ? statesNamed(it.status) : null,
  roleId: it.roleId || null,
  teamId: it.teamId || null,
  siteId: it.siteId || null,
  departmentId: it.departmentId || null,
  unitId: it.unitId || null,
})

function statesNamed(typed: string): ListedState[] {
  const states = statesMeant(typed)
  if (!states) throw new Refusal('choice-unknown', { field: 'status', typed, known: statusWords })
  return states
}

const pageSizeOf = (asked = USUAL_PAGE): number =>
  Number.isSafeInteger(asked) ? Math.min(Math.max(asked, 1), PAGE_LIMIT) : USUAL_PAGE

/** The last person shown, not a number: who comes or goes before them moves nothing. */
const cursorAt = ({ sortName, id }: userList.ListedRow, areFew: boolean): string =>
  Buffer.from(JSON.stringify([sortName, id, areFew])).toString('base64url')

const cursorForm = /^\["(?:[^"\\]|\\.)*","[0-9a-f-]{36}",(?:true|false)\]$/u

function placeOf(cursor: string): userList.Place {
  const text = Buffer.from(cursor, 'base64url').toString()
  if (!cursorForm.test(text) || text.includes('\\u0000')) throw new Refusal('cursor-unreadable')
  try {
    const [sortName, id, areFew] = JSON.parse(text) as [string, string, boolean]
    return { sortName, id, areFew }
  } catch {
    throw new Refusal('cursor-unreadable')
  }
}

const listed = (
  ctx: Context,
  it: userList.ListedRow,
  { statusVocabulary, temporaryPasswords }: Organization,
  now: Date,
): ListedUser => ({
  id: it.id,
  name: nameOf(it),
  email: it.email,
  phone: it.phone,
  avatarUrl: avatarUrlOf(ctx, it),
  roleNames: it.roleNames,
  promisedRoleNames: openInvitationOf(it)?.roleNames ?? [],
  status: statusFactsOf(it, now),
  statusInWords: statusOf(statusFactsOf(it, now), now, statusVocabulary),
  registeredAt: it.registeredAt,
  lastLoginAt: it.lastLoginAt,
  lastActivityAt: it.lastActivityAt,
  departmentName: it.departmentName,
  teamCount: it.teamCount,
  actions: actionsFor(ctx.actor, {
    user: it,
    invitation: openInvitationOf(it),
    groupIds: it.groupIds,
    temporaryPasswords,
  }),
  openInvitationId: openInvitationOf(it)?.id ?? null,
})

const openInvitationOf = ({ invitation }: userList.ListedRow) =>
  invitation && isOpen(invitation) ? invitation : null

type StatusSource = Omit<StatusFacts, 'invitation'> & { invitation: userList.NewestInvitation | null }

/** Expired is read at this moment: no job has to have run. */
export const statusFactsOf = (it: StatusSource, now: Date): StatusFacts => ({
  state: it.state,
  invitation: it.invitation && { state: stateOf(it.invitation, now), hasFailed: it.invitation.hasFailed },
  mustChangePassword: it.mustChangePassword,
  lockedUntil: it.lockedUntil,
  resetEndsAt: it.resetEndsAt,
})
