import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../src/db/database.ts'
import { deleteUser } from '../../src/usecases/users/delete-user.ts'
import { suspendUser } from '../../src/usecases/users/suspend-user.ts'
import { verifyInvariants } from '../../src/usecases/verify-invariants.ts'
import { answerOrFault } from '../support/answer.ts'
import { Dice } from '../support/dice.ts'
import { inForm, tell } from '../support/form.ts'
import { type House, openHouse } from '../support/house.ts'
import { openLife, type RealLife } from '../support/life/real.ts'
import { MEMBER, OPERATOR, type Step, say } from '../support/life/steps.ts'
import { seed } from '../support/seed.ts'

let house: House
/** A second pool, as another process has one. */
let other: Database
beforeAll(async () => {
  house = await openHouse()
  other = openDatabase(house.url, 12)
})
afterAll(async () => {
  await other.destroy()
  await house.close()
})

const ROUNDS = inForm(6, 50)
const dice = new Dice(seed)

/** Each of these people is just about to come in by a way of their own. */
const ways: Record<string, Step> = {
  mia: { do: 'sign in', address: 'mia', password: 0 },
  mona: { do: 'use reset', link: 0, password: 1 },
  cleo: { do: 'confirm address', link: 1 },
  rita: { do: 'change password', session: 4, current: 0, password: 1 },
  ada: { do: 'accept', invitation: 0, password: 1 },
  bob: { do: 'sign in', address: 'bob', password: 2 },
}

async function open(): Promise<RealLife> {
  const life = await openLife(house)
  const by = OPERATOR
  await must(life, { do: 'start reset', by, person: 'mona' })
  await must(life, { do: 'ask for address', by, person: 'cleo', address: 'north' })
  await must(life, { do: 'invite', by, person: 'ada', role: MEMBER })
  await must(life, { do: 'create', by, person: 'bob', role: MEMBER, password: 2 })
  return life
}

async function must(life: RealLife, step: Step): Promise<void> {
  const { answer } = await life.run(step)
  if (answer !== 'ok') throw new Error(`${say(step)} → ${answer}`)
}

/** Without the lock of the person where each way ends, some would be in after they were shut out. */
test(`${ROUNDS} times people come in by every way while they are shut out: nobody is in (seed ${seed})`, {
  timeout: inForm(150_000, 900_000),
}, async () => {
  const faults: string[] = []
  for (const db of [house.db, other]) db.on('query-error', ({ code }) => faults.push(code))
  const outcomes: Record<string, number> = {}
  for (let round = 0; round < ROUNDS; round++) {
    const life = await open()
    const olga = { ...(await life.as('olga')), db: other }
    const story = await Promise.all(
      Object.entries(ways).map(async ([person, step]) => {
        const shutOut = dice.roll() < 0.7 ? suspendUser : deleteUser
        const afterMs = dice.between(0, 120)
        const [out, answer] = await Promise.all([
          sleep(afterMs).then(() => answerOrFault(() => shutOut(olga, life.idOf(person)).then(() => 'ok'))),
          answerOrFault(() => life.act(step)),
        ])
        return { words: `${say(step)} → ${answer}; ${shutOut.name} ${person} → ${out}`, step, answer, out }
      }),
    )
    const told = story.map((it) => it.words).join('\n')
    for (const { step, answer } of story) {
      const words = `${step.do}: ${answer}`
      outcomes[words] = (outcomes[words] ?? 0) + 1
    }
    expect(story.filter(isUnheardOf), told).toEqual([])
    expect(await livesLeft(life), told).toEqual([])
    expect(await verifyInvariants(house.outside()), told).toEqual([])
  }
  tell(`${ROUNDS} rounds: ${JSON.stringify(outcomes)}`)
  expect(faults).toEqual([])
  // Some came before and some after, or nothing met at all.
  expect(new Set(Object.keys(outcomes).map((it) => it.endsWith(': ok'))).size).toBe(2)
})

/** Nobody who is shut out learns more than that it does not work. */
const isUnheardOf = ({ answer, out }: { answer: string; out: string }) =>
  out !== 'ok' || !/^(ok|sign-in-failed|signed-out|link-dead (superseded|cancelled))$/.test(answer)

/** Every session that anybody was handed is tried, every link looked at; only staff who were left alone are in. */
async function livesLeft(life: RealLife): Promise<string[]> {
  const { sessions, links, people } = await life.see()
  const alive = sessions.filter((it) => Object.keys(ways).some((person) => it.startsWith(`${person},`)))
  const open = links.filter((it) => !it.startsWith('link-dead'))
  const there = Object.keys(ways).filter((it) => !/^(suspended|deleted);/.test(people[it] ?? ''))
  const rows = await house.query<{ userId: string }>(
    `select s.user_id "userId" from sessions s join users u on u.id = s.user_id
     where s.organization_id = :organizationId and s.revoked_at is null and u.state <> 'active'`,
    { organizationId: life.organizationId },
  )
  return [...alive, ...open, ...there, ...rows.map((it) => `a session of ${it.userId}`)]
}
