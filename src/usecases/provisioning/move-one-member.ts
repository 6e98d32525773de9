import * as audit from '../../db/audit.ts'
import { Desks } from '../../db/desk.ts'
import { isId, newId } from '../../db/id.ts'
import { ifMoved, type Moved, moveMembers } from '../../db/member-moves.ts'
import type { ProvisionedGroup } from '../../db/provisioned-groups.ts'
import { authorizeProvider, beyondFilling } from '../../domain/policy.ts'
import type { SaidGroup } from '../../domain/provisioned.ts'
import { atOnce, type Context } from '../context.ts'
import { type GroupEdit, memberNote, ownerOf } from './group-facts.ts'
import type { Provisioning } from './provisioning.ts'

interface Move extends Pick<Provisioning, 'ctx' | 'actor' | 'now'> {
  groupId: string
  userId: string
  isJoining: boolean
}

/** Undefined: they could not be moved with the others. Null: it is not that simple. */
type Answer = ProvisionedGroup | null | undefined

const desks = new Desks<Move, ProvisionedGroup | null>()

/**
 * What a provider asks all day long: one person more or less in a group that gives no roles. Done in one statement,
 * which holds the group no longer than it runs; whoever comes while others are moved is moved with the next. Those of
 * another group are not waited for. Null: it is not that simple, and nothing was done.
 */
export async function moveOneMember(
  ctx: Context,
  id: string,
  edit: GroupEdit,
): Promise<ProvisionedGroup | null> {
  const actor = authorizeProvider(ctx.actor, 'groups.write')
  const groupId = id.toLowerCase()
  const one = actor.isDryRun || !isId(groupId) ? null : onlyMember(edit)
  if (!one) return null
  const key = [actor.connectionId, groupId, ...beyondFilling(actor)].join(' ')
  return desks.at(ctx.db, key, movedOf).ask({ ctx, actor, now: ctx.now(), groupId, ...one })
}

/** All of them in one go; where that does not go, and for whoever asks for the same person, each alone. */
function movedOf(all: Move[]): Promise<ProvisionedGroup | null>[] {
  const others = withoutClashes(all)
  const together = others.length > 1 ? moveTogether(others) : Promise.resolve(new Map<Move, Answer>())
  return all.map(async (it) => {
    const moved = (await together).get(it)
    return moved === undefined ? ((await move([it])).get(it) ?? null) : moved
  })
}

/** Of several words about one person, the first. */
function withoutClashes(all: Move[]): Move[] {
  const seen = new Set<string>()
  return all.filter(({ userId }) => !seen.has(userId) && seen.add(userId))
}

/** Whatever befell one: each is asked alone, and hears it. */
const moveTogether = (all: Move[]): Promise<Map<Move, Answer>> => move(all).catch(() => new Map())

async function move(all: Move[]): Promise<Map<Move, Answer>> {
  const [first] = all
  if (!first) return new Map()
  const { ctx, actor, now, groupId } = first
  const moves = all.map((it) => ({ ...it, noteId: newId(it.now) }))
  const notes = moves.map(({ noteId, ...it }) => ({ ...noteOf(it), id: noteId, trace: it.ctx.trace }))
  const moved = await atOnce(ctx, (tx) =>
    moveMembers(tx, {
      ...ownerOf(actor),
      groupId,
      moves,
      beyond: beyondFilling(actor),
      now,
      recording: audit.recording(now, actor, ctx.trace, notes, ifMoved),
    }),
  )
  return answersOf(all, moved, now)
}

const noteOf = ({ groupId, userId, isJoining }: Move) =>
  memberNote(groupId, { joined: isJoining ? [userId] : [], left: isJoining ? [] : [userId] })

/** One version after the other, in the order in which it was asked. */
function answersOf(all: Move[], { group, held, moved }: Moved, now: Date): Map<Move, Answer> {
  let before = group
  return new Map(
    all.map((it) => {
      if (!held.has(it.userId)) return [it, undefined]
      if (!before) return [it, null]
      if (moved.has(it.userId)) before = { ...before, version: before.version + 1, changedAt: now }
      // Somebody who is not there to leave may have come while they were waited for: that is looked at again.
      return [it, moved.has(it.userId) || it.isJoining ? before : null]
    }),
  )
}

/** Two groups there never were. */
const imagined = ['one that never was', 'another that never was'].map((name, at) => {
  const never = new Date(0)
  return { id: '', name, externalId: name, createdAt: never, changedAt: never, version: -1 - at }
})

type Member = Pick<Move, 'userId' | 'isJoining'>

/** An edit is pure: one that leaves both as they are, but for one member, does so to every group, at every version. */
function onlyMember(edit: GroupEdit): Member | null {
  const [one, other] = imagined.map((group) => memberAlone(edit, group))
  return one?.userId === other?.userId && one?.isJoining === other?.isJoining ? (one ?? null) : null
}

function memberAlone(edit: GroupEdit, group: (typeof imagined)[number]): Member | null {
  const said = wishOf(edit, group)
  if (!said || said.isWhole || said.name !== group.name || said.externalId !== group.externalId) return null
  if (said.joining.length + said.leaving.length !== 1) return null
  const [joins, leaves = ''] = [said.joining[0], said.leaving[0]]
  const userId = (joins ?? leaves).toLowerCase()
  return isId(userId) ? { userId, isJoining: joins !== undefined } : null
}

function wishOf(edit: GroupEdit, group: (typeof imagined)[number]): SaidGroup | null {
  try {
    return edit(group)
  } catch {
    // It asks for a version, or refuses what is asked of every group: the long way says which.
    return null
  }
}
