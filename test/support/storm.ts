import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { answerOrFault } from './answer.ts'
import { addActive, type RealWorld } from './real-world.ts'
import { OPERATOR, type RoleName, type Step, say } from './steps.ts'
import { lettersOf, wrongIn } from './what-holds.ts'

/** Where somebody stands when the storm breaks. */
const starts = [
  'invited',
  'invited',
  'invited',
  'invited twice',
  'invited twice',
  'expired',
  'absent',
  'staged',
  'active',
  'active owner',
  'suspended',
  'deleted',
] as const
type Start = (typeof starts)[number]

const deeds: { [deed in Step['do']]?: number } = {
  accept: 5,
  decline: 3,
  cancel: 4,
  resend: 4,
  'copy link': 2,
  edit: 1,
  'change address': 2,
  invite: 4,
  suspend: 4,
  enable: 2,
  delete: 2,
  'undo delete': 2,
  'ask for a new link': 3,
  'issue reset': 1,
  'sign in': 2,
  'use session': 2,
  deliver: 4,
}

/** Oskar, who is always there and may be gone a moment later. */
const OWNER = 9

interface Drop {
  deed: Step['do']
  by: string
  whom: number
  other: number
  role: RoleName
  isOld: boolean
  /** An accept hashes for about this long before it decides: some come just then. */
  afterMs: number
}

export interface Storm {
  starts: Start[]
  drops: Drop[]
}

const drop: fc.Arbitrary<Drop> = fc.record({
  deed: fc.oneof(
    ...Object.entries(deeds).map(([deed, weight]) => ({
      weight,
      arbitrary: fc.constant(deed as Step['do']),
    })),
  ),
  by: fc.constantFrom(OPERATOR, OPERATOR, 'olga', 'oskar', 'adam', 'rita'),
  whom: fc.constantFrom(0, 0, 0, 0, 1, OWNER),
  other: fc.nat(2),
  role: fc.constantFrom<RoleName>('member', 'admin', 'owner'),
  isOld: fc.constantFrom(true, false, false),
  afterMs: fc.constantFrom(0, 0, 0, 15, 20, 25, 30, 40),
})

/** Two to six deeds at one instant, about the same one or two people and now and then an owner. */
export const storm: fc.Arbitrary<Storm> = fc.record({
  starts: fc.array(fc.constantFrom(...starts), { minLength: 1, maxLength: 2 }),
  drops: fc.array(drop, { minLength: 2, maxLength: 6 }),
})

interface Done {
  step: Step
  answer: string
}

/** Everything at once, on as many connections; then what happened must be one of the things that may. */
export async function unleash(world: RealWorld, { starts, drops }: Storm): Promise<void> {
  const people = starts.map(() => `p${world.nextNumber()}`)
  const places = starts.map((start, at) => ({ start, person: people[at] ?? '' }))
  // Whoever is to be expired goes first: the others' links must not age with theirs.
  places.sort((a, b) => Number(b.start === 'expired') - Number(a.start === 'expired'))
  for (const { person, start } of places) await place(world, person, start)
  // Long enough that using a session is worth a note.
  await must(world, { do: 'wait', seconds: 61 })
  await must(world, { do: 'deliver' })
  const before = await world.see()
  const steps = drops.flatMap((it) => {
    const step = aimAt(world, people, it)
    return step ? [{ step, afterMs: it.afterMs }] : []
  })

  const done = await Promise.all(steps.map((it) => attempt(world, it)))
  await must(world, { do: 'deliver' })
  const story = [
    ...starts.map((it, at) => `${people[at]}: ${it}`),
    ...done.map((it) => `${say(it.step)} → ${it.answer}`),
  ]
  const wrong = [
    ...unexpected(done),
    ...(await endings(world, before.invitations, done)),
    ...(await openings(world, before.people, done)),
    ...(await letters(world)),
    ...Object.entries(await wrongIn(world)).map(([rule, whom]) => `there is ${rule}: ${whom}`),
  ]
  if (wrong.length > 0)
    throw new Error(`${wrong.join('\n')}\nafter all of this at once:\n${story.join('\n')}`)
  await bringBack(world)
}

async function attempt(world: RealWorld, { step, afterMs }: { step: Step; afterMs: number }): Promise<Done> {
  if (afterMs > 0) await sleep(afterMs)
  return { step, answer: await answerOrFault(() => world.run(step)) }
}

async function must(world: RealWorld, step: Step): Promise<void> {
  const answer = await world.run(step)
  if (answer !== 'ok' && answer !== 'invited') throw new Error(`${say(step)} → ${answer}`)
}

async function place(world: RealWorld, person: string, start: Start): Promise<void> {
  const by = OPERATOR
  const invited = { do: 'invite', by, person, role: 'member', how: 'letter' } as const
  if (start === 'absent') return
  if (start === 'staged') return must(world, { do: 'stage', person })
  if (start.startsWith('invited') || start === 'expired') {
    await must(world, invited)
    await must(world, { do: 'deliver' })
    const invitation = world.invitationIds.length - 1
    if (start === 'invited twice') await must(world, { do: 'resend', by, invitation })
    if (start === 'expired') await must(world, { do: 'wait', seconds: 25 * 3600 })
    return
  }
  await addActive(world, { [person]: start === 'active owner' ? 'owner' : 'member' })
  if (start === 'suspended') return must(world, { do: 'suspend', by, person })
  if (start === 'deleted') return must(world, { do: 'delete', by, person })
  await must(world, { do: 'sign in', person })
  await must(world, { do: 'issue reset', person })
}

/** The step that is meant, or none where there is nothing it could be about. */
function aimAt(
  world: RealWorld,
  people: string[],
  { deed, by, whom, other, role, isOld }: Drop,
): Step | null {
  const person = whom === OWNER ? 'oskar' : (people[whom] ?? people[0] ?? '')
  const invitation = world.invited.lastIndexOf(person)
  const links = [...world.tokens.keys()].filter((it) => it.startsWith(`${invitation}.`))
  const link = isOld ? links[0] : links.at(-1)
  const session = world.sessions.findLastIndex((it) => it.person === person)
  switch (deed) {
    case 'accept':
    case 'decline':
    case 'ask for a new link':
      return link === undefined ? null : { do: deed, link }
    case 'cancel':
    case 'resend':
    case 'copy link':
      return invitation < 0 ? null : { do: deed, by, invitation }
    case 'edit':
      return invitation < 0 ? null : { do: deed, by, invitation, role }
    case 'change address':
      return invitation < 0 ? null : { do: deed, by, invitation, person: people[other] ?? `${person}x` }
    case 'invite':
      return { do: deed, by, person, role, how: isOld ? 'link' : 'letter' }
    case 'suspend':
    case 'enable':
    case 'delete':
    case 'undo delete':
      return { do: deed, by, person }
    case 'issue reset':
    case 'sign in':
      return { do: deed, person }
    case 'use session':
    case 'sign out':
      return session < 0 ? null : { do: deed, session }
    case 'deliver':
      return { do: deed }
    default:
      return null
  }
}

/** Refusals are answers; whoever holds a real link hears of that link and of nothing else. */
function unexpected(done: Done[]): string[] {
  const allowed: { [deed in Step['do']]?: RegExp } = {
    accept: /^(ok|link-dead .*)$/,
    decline: /^(ok|link-dead .*)$/,
    'ask for a new link': /^ok$/,
    'sign in': /^(ok|sign-in-failed)$/,
    'use session': /^(ok|ended)$/,
    deliver: /^ok$/,
  }
  return done.flatMap(({ step, answer }) =>
    (allowed[step.do] ?? /^(?!FAULT)/).test(answer) ? [] : [`unexpected: ${say(step)} → ${answer}`],
  )
}

/** An invitation ends once: by exactly one of those who say they ended it, or with its person's access. */
async function endings(world: RealWorld, before: string[], done: Done[]): Promise<string[]> {
  const rows = await world.house.query<{ id: string; ending: string | null; why: string | null }>(
    `select id, ending, ended_why "why" from invitations where organization_id = :organizationId`,
    { organizationId: world.organizationId },
  )
  return before.flatMap((was, at) => {
    const now = rows.find((it) => it.id === world.invitationIds[at])
    const isOver = /^(accepted|declined|cancelled)/.test(was)
    const winners = done.filter(({ step, answer }) => answer === 'ok' && endsWith(step, at))
    const byAccess = !isOver && (now?.why === 'suspended' || now?.why === 'deleted') ? 1 : 0
    const count = winners.length + byAccess
    const endedNow = !isOver && now?.ending ? 1 : 0
    return count === endedNow
      ? []
      : [`invitation ${at} (${was}) is ${now?.ending} and was ended ${count} times`]
  })
}

function endsWith(step: Step, invitation: number): boolean {
  if (step.do === 'accept' || step.do === 'decline') return step.link.startsWith(`${invitation}.`)
  return (step.do === 'cancel' || step.do === 'change address') && step.invitation === invitation
}

/** Whoever had no open invitation is invited at most once. */
async function openings(world: RealWorld, before: Record<string, string>, done: Done[]): Promise<string[]> {
  return [...world.ids.keys()].flatMap((person) => {
    if (before[person] === 'invited') return []
    const winners = done.filter(
      ({ step, answer }) =>
        (step.do === 'invite' && step.person === person && answer === 'invited') ||
        (step.do === 'change address' && step.person === person && answer === 'ok'),
    )
    return winners.length > 1 ? [`${person} was invited ${winners.length} times at once`] : []
  })
}

/** Each generation that was to go by letter has one letter, and the newest of an open invitation has arrived. */
async function letters(world: RealWorld): Promise<string[]> {
  const { promised, written } = await lettersOf(world)
  const sight = await world.see()
  const open = sight.invitations.flatMap((it, at) => {
    const [, generation] = /^pending, generation (\d+)$/.exec(it) ?? []
    return generation ? [`${at}.${generation}`] : []
  })
  const lost = open.filter((it) => sight.links[it] !== 'alive')
  const unsent = sight.letters.filter((it) => it.endsWith('promised'))
  return [
    ...(promised.join() === written.join() ? [] : [`letters promised ${promised} and written ${written}`]),
    ...lost.map((it) => `nobody was ever handed the live link ${it}`),
    ...unsent.map((it) => `still waiting: ${it}`),
  ]
}

/** The owner who may have been hit is there again for the next one. */
async function bringBack(world: RealWorld): Promise<void> {
  const person = 'oskar'
  const state = (await world.see()).people[person]
  if (state === 'suspended') await must(world, { do: 'enable', by: OPERATOR, person })
  if (state === 'deleted') await must(world, { do: 'undo delete', by: OPERATOR, person })
}
