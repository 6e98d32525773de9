import { provisionUsers } from '../../usecases/provisioning/provision-users.ts'
import { type BulkAnswer, bulkResponse } from '../bulk/answers.resource.ts'
import {
  type BulkFault,
  type BulkOperation,
  referenceIn,
  referencesIn,
  resolved,
  withoutThose,
} from '../bulk/operation.ts'
import { type Bulk, readBulk } from '../bulk.ts'
import { ScimError } from '../errors.ts'
import type { Answer } from '../http/answer.ts'
import { type Asked, aTurnForOthers } from '../http/asked.ts'
import type { WouldChange } from '../http/exchange.ts'
import { said } from '../log/said.ts'
import { readSoundResource } from '../read/resource.ts'
import { locationOf } from '../render/meta.resource.ts'
import { userType } from '../schema/resource-type.ts'
import { etagOf } from '../versions.ts'
import type { Standing } from './kind.ts'
import { people, saidBy, standing } from './people.ts'
import { teams } from './teams.ts'

/** How far a request has come. */
interface Progress {
  it: Asked
  answers: BulkAnswer[]
  failed: number
  /** By the bulkId of what was made. */
  ids: Map<string, string>
  /** Likewise, but as if only: there is nobody of that id. */
  asIf: Set<string>
  wouldChange: WouldChange
}

/** RFC 7644 §3.7: each operation whole or not at all, one after the other, until too many have failed. */
export async function bulk(it: Asked): Promise<Answer> {
  const asked = readBulk(it.body)
  const progress: Progress = {
    it,
    answers: [],
    failed: 0,
    ids: new Map(),
    asIf: new Set(),
    wouldChange: null,
  }
  const left = await perform(asked, progress)
  const { answers, failed, wouldChange } = progress
  return {
    status: 200,
    body: bulkResponse(answers),
    said: said({ act: 'bulk', done: answers.length - failed, failed, left }, wouldChange !== null),
    wouldChange,
  }
}

/** How many are left undone. Creations travel together, though never so many that too many could fail at once. */
async function perform(asked: Bulk, progress: Progress): Promise<number> {
  const waiting = inTurn(asked)
  const most = asked.failOnErrors ?? Number.POSITIVE_INFINITY
  let at = 0
  while (at < waiting.length && progress.failed < most) {
    const creations = creationsFrom(waiting, at, most - progress.failed)
    const next = waiting[at] as BulkOperation | BulkFault
    if (creations.length > 1) await createTogether(creations, progress)
    else if ('error' in next) note(progress, next, next.error)
    else await performOne(next, progress)
    at += Math.max(1, creations.length)
    await aTurnForOthers()
  }
  return waiting.length - at
}

/** What could not even be read fails where it stands in the request. */
function inTurn({ operations, faults }: Bulk): (BulkOperation | BulkFault)[] {
  const unread = faults.toSorted((one, other) => one.index - other.index)
  const turns: (BulkOperation | BulkFault)[] = []
  for (const it of operations) {
    while (unread[0] && unread[0].index < it.index) turns.push(unread.shift() as BulkFault)
    turns.push(it)
  }
  return [...turns, ...unread]
}

const isCreation = (it: BulkOperation | BulkFault | undefined): it is BulkOperation =>
  it !== undefined &&
  !('error' in it) &&
  it.method === 'POST' &&
  it.type === userType &&
  referencesIn(it.data).length === 0

function creationsFrom(waiting: (BulkOperation | BulkFault)[], from: number, most: number): BulkOperation[] {
  const creations: BulkOperation[] = []
  for (let at = from; creations.length < most; at++) {
    const it = waiting[at]
    if (!isCreation(it)) break
    creations.push(it)
  }
  return creations
}

/** A thousand people at the cost of a few statements; each is answered for itself all the same. */
async function createTogether(operations: BulkOperation[], progress: Progress): Promise<void> {
  const { it } = progress
  const readable = operations.flatMap((operation) => {
    try {
      return [{ operation, wish: saidBy(readSoundResource(userType, operation.data, it.how)) }]
    } catch (fault) {
      note(progress, operation, it.errorFor(fault))
      return []
    }
  })
  const { result, wouldChange } = await provisionUsers(
    it.ctx,
    readable.map(({ wish }) => wish),
  )
  remember(progress, wouldChange)
  result.forEach((outcome, index) => {
    const { operation } = readable[index] as (typeof readable)[number]
    if ('refusal' in outcome) note(progress, operation, it.errorFor(outcome.refusal))
    else noteDone(progress, operation, standing(outcome.user, it.base))
  })
}

async function performOne(operation: BulkOperation, progress: Progress): Promise<void> {
  try {
    const { result, wouldChange } = await done(operation, progress)
    remember(progress, wouldChange)
    noteDone(progress, operation, result ?? null)
  } catch (fault) {
    note(progress, operation, progress.it.errorFor(fault))
  }
}

async function done(operation: BulkOperation, { it, ids, asIf }: Progress) {
  const { method, type, expected } = operation
  const id = resolved(operation.id ?? '', ids)
  if (asIf.has(referenceIn(id) ?? '')) return { result: undefined, wouldChange: [] }
  const body = resolved(withoutThose(operation.data, asIf), ids)
  if (referenceIn(id) !== null || referencesIn(body).length > 0)
    throw new ScimError(409, 'It waits for a resource that could not be made.')
  const asked = { ...it, id, body, query: {}, ifMatch: expected, ifNoneMatch: null }
  const kind = type === userType ? people : teams
  if (method === 'POST') return kind.create(asked, null)
  if (method === 'PUT') return kind.replace(asked, null)
  return method === 'PATCH' ? kind.modify(asked, null) : kind.remove(asked)
}

function remember(progress: Progress, wouldChange: WouldChange): void {
  if (wouldChange) progress.wouldChange = [...(progress.wouldChange ?? []), ...wouldChange]
}

function noteDone(progress: Progress, operation: BulkOperation, made: Standing | null): void {
  const { method, type, bulkId } = operation
  const { ids, asIf, it, answers } = progress
  const id = made?.id ?? resolved(operation.id ?? '', ids)
  if (method === 'POST' && bulkId && progress.wouldChange) asIf.add(bulkId)
  else if (method === 'POST' && bulkId) ids.set(bulkId, id)
  const kind = type === userType ? people : teams
  const statuses = { POST: 201, PUT: 200, PATCH: kind.patchAnswer(it), DELETE: 204 }
  answers.push({
    ...plain(operation),
    location: locationOf(type, it.base, id),
    version: made && etagOf(made.version),
    status: statuses[method],
  })
}

/** A POST that failed made nothing, so there is nowhere it could be. */
function note(progress: Progress, it: BulkOperation | BulkFault, error: ScimError): void {
  const { base } = progress.it
  const isThere = 'type' in it && it.id !== null && referenceIn(it.id) === null
  const location = isThere ? locationOf(it.type, base, it.id as string) : null
  progress.failed++
  progress.answers.push({ ...plain(it), location, status: error.status, error })
}

const plain = ({ index, method, bulkId }: BulkOperation | BulkFault) => ({
  index,
  method,
  bulkId,
  location: null,
  version: null,
  error: null,
})
