import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect } from 'vitest'
import type { ReferenceModel } from './reference-model.ts'
import {
  type Deed,
  everybody,
  invitees,
  OPERATOR,
  type RoleName,
  roleNames,
  type Step,
  say,
  type World,
} from './steps.ts'

/** A deed and four numbers that choose whom and what it is about, once it is known who and what is there. */
export type Impulse = [
  deed: Deed | 'wait for it' | 'wait for the undo',
  a: number,
  b: number,
  c: number,
  d: number,
]

/** How often each deed is tried: what ends things seldom, what leads up to them often. */
const usual: Partial<Record<Impulse[0], number>> = {
  invite: 8,
  resend: 6,
  'copy link': 3,
  cancel: 3,
  edit: 1,
  'change address': 2,
  accept: 12,
  decline: 3,
  'ask for a new link': 2,
  suspend: 2,
  enable: 3,
  delete: 1,
  'undo delete': 3,
  stage: 1,
  'use session': 2,
  'sign out': 1,
  deliver: 6,
  wait: 4,
  'wait for it': 6,
}

/** Only the rules know of these yet; no use-case offers them. */
export const onlyInTheDomain: typeof usual = {
  'invite later': 2,
  request: 3,
  approve: 3,
  deny: 1,
  'send what is due': 3,
  provision: 2,
  deprovision: 1,
  'sign in': 2,
}
/** A password costs 20 ms to verify, so it is typed less often where it is real. */
export const onlyInTheHouse: typeof usual = { 'issue reset': 2, 'sign in': 1 }

export function impulses(more: typeof usual, steps: { min: number; max: number }): fc.Arbitrary<Impulse[]> {
  const deed = fc.oneof(
    ...Object.entries({ ...usual, ...more }).map(([value, weight]) => ({
      weight,
      arbitrary: fc.constant(value as Impulse[0]),
    })),
  )
  const any = fc.nat(997)
  return fc.array(fc.tuple(deed, any, any, any, any), {
    minLength: steps.min,
    maxLength: steps.max,
    size: 'max',
  })
}

const usualRoles: RoleName[] = ['member', 'admin']
const WAITS = [1, 59, 60, 61, 15 * 60, 3599, 3600, 3601, 8 * 3600, 12 * 3600, 26 * 3600]

/**
 * The step that an impulse leads to, or null where there is nothing it could be about. Mostly something that
 * could succeed, and now and then anything at all.
 */
export function aim(model: ReferenceModel, [deed, a, b, c, d]: Impulse): Step | null {
  const by = mostly(['olga', 'oskar', 'adam', OPERATOR], [...everybody, OPERATOR], a) ?? OPERATOR
  const role = mostly(usualRoles, roleNames, c) ?? 'member'
  const invitation = mostly(indexes(model, isOpen), indexes(model), b)
  const links = Object.entries(model.see().links)
  const link = mostly(
    links.flatMap(([name, life]) => (life === 'alive' ? [name] : [])),
    links.map(([name]) => name),
    b,
  )
  const session = among(
    model.sessions.map((_, at) => at),
    b,
  )
  const stateIs = (state: string) => everybody.filter((name) => model.people[name]?.state === state)
  const absent = invitees.filter((name) => !model.people[name])
  const invitee = mostly(absent, invitees, b) ?? 'ada'
  const person = (favoured: string[]) => mostly(favoured, everybody, b) ?? 'ada'

  switch (deed) {
    case 'invite':
      return { do: deed, by, person: d % 8 ? invitee : person([]), role, how: d % 4 ? 'letter' : 'link' }
    case 'invite later':
      return { do: deed, by, person: invitee, role, hours: 1 + (d % 3) }
    case 'request':
      return { do: deed, by: d % 3 ? 'mona' : by, person: invitee, role, hours: d % 2 }
    case 'approve':
    case 'deny': {
      const waiting = indexes(model, (it) => it.state === 'awaiting approval')
      const chosen = mostly(waiting, indexes(model), b)
      return chosen === undefined || by === OPERATOR ? null : { do: deed, by, invitation: chosen }
    }
    case 'resend':
    case 'copy link':
    case 'cancel':
      return invitation === undefined ? null : { do: deed, by, invitation }
    case 'edit':
      return invitation === undefined ? null : { do: deed, by, invitation, role }
    case 'change address': {
      const chosen = mostly(absent, everybody, c) ?? 'ada'
      return invitation === undefined ? null : { do: deed, by, invitation, person: chosen }
    }
    case 'accept':
    case 'decline':
      return link === undefined ? null : { do: deed, link }
    case 'ask for a new link': {
      const chosen = among(links, b)?.[0]
      return chosen === undefined ? null : { do: deed, link: chosen }
    }
    case 'enable':
      return { do: deed, by, person: person(stateIs('suspended')) }
    case 'undo delete':
      return { do: deed, by, person: person(stateIs('deleted')) }
    case 'wait for the undo': {
      const { undoUntil = 0 } = model.people[person(stateIs('deleted'))] ?? {}
      const seconds = undoUntil - model.now - 1 + (c % 3)
      return seconds > 0 ? { do: 'wait', seconds } : null
    }
    case 'suspend':
    case 'delete':
      return { do: deed, by, person: person(Object.keys(model.people)) }
    case 'stage':
      return { do: deed, person: invitee }
    case 'provision':
      return { do: deed, person: mostly([], invitees, b) ?? 'ada', role }
    case 'deprovision':
      return { do: deed, person: person(Object.keys(model.people)) }
    case 'issue reset':
    case 'sign in':
      return { do: deed, person: person(stateIs('active')) }
    case 'use session':
    case 'sign out':
      return session === undefined ? null : { do: deed, session }
    case 'wait':
      return { do: deed, seconds: among(WAITS, b) ?? 1 }
    case 'wait for it': {
      const waits = momentsOf(model)
        .map((it) => it - model.now - 1 + (c % 3))
        .filter((it) => it > 0)
      const seconds = among(waits, b)
      return seconds === undefined ? null : { do: 'wait', seconds }
    }
    default:
      return { do: deed }
  }
}

const isOpen = (it: { state: string }): boolean =>
  it.state === 'pending' || it.state === 'scheduled' || it.state === 'awaiting approval'

const indexes = (
  { invitations }: ReferenceModel,
  which: (it: ReferenceModel['invitations'][number]) => boolean = () => true,
): number[] => invitations.flatMap((it, at) => (which(it) ? [at] : []))

const among = <T>(all: readonly T[], n: number): T | undefined => all[n % all.length]

const mostly = <T>(favoured: readonly T[], all: readonly T[], n: number): T | undefined =>
  n % 4 && favoured.length > 0 ? among(favoured, n >> 2) : among(all, n >> 2)

/** The seconds at which something becomes true by itself: one before, that one, one after are all worth a look. */
const momentsOf = ({ invitations, people, sessions }: ReferenceModel): number[] =>
  [
    ...invitations.flatMap((it) => (it.state === 'pending' ? [it.expiresAt] : [])),
    ...invitations.flatMap((it) => (it.state === 'scheduled' ? [it.sendAt] : [])),
    ...invitations.flatMap((it) => (it.askedAt === null ? [] : [it.askedAt + 3600])),
    ...invitations.flatMap((it) => it.sends.map((sent) => sent + 3600)),
    ...Object.values(people).flatMap((it) => (it.state === 'deleted' ? [it.undoUntil] : [])),
    ...sessions.flatMap((it) => (it.isRevoked ? [] : [it.lastActiveAt + 8 * 3600])),
  ].sort((a, b) => a - b)

/** Somebody impatient presses the same button until they are stopped; somebody else waits for the last second. */
function insisting(it: Impulse): Impulse[] {
  const [deed, a, b, c, d] = it
  if (deed === 'resend' && d % 7 === 6) return Array(7).fill(it)
  return deed === 'undo delete' && d % 3 === 2 ? [['wait for the undo', a, b, c, d], it] : [it]
}

/** Both worlds go the same way, and look alike after each step. What led to a difference is told in words. */
export async function walk(model: ReferenceModel, world: World, all: Impulse[]): Promise<void> {
  const story: string[] = []
  for (const impulse of all.flatMap(insisting)) {
    const step = aim(model, impulse)
    if (!step || ('by' in step && !model.isThere(step.by))) continue
    const expected = { answer: model.run(step), ...model.see() }
    story.push(`${say(step)} → ${expected.answer}`)
    try {
      const actual = { answer: await world.run(step), ...(await world.see()) }
      // vitest's own comparison explains better and takes longer.
      if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected)
    } catch (fault) {
      const told = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)
      throw new Error(`after these steps:\n${story.join('\n')}\n${told}`)
    }
  }
}
