import { afterAll, beforeAll, expect, test } from 'vitest'
import { openClickToLetter } from '../support/click-to-letter.ts'
import { closeEverything } from '../support/later.ts'

/** Slack lets a hundred windows be opened in a minute, and the one here does not let more. */
const TRIES = Number(process.env.BENCH_TRIES ?? 60)
const P50_MS = 100
const P99_MS = 1_000

let inviteByForm: Awaited<ReturnType<typeof openClickToLetter>>
beforeAll(async () => {
  inviteByForm = await openClickToLetter()
})
afterAll(closeEverything)

test(`${TRIES} clicks, one after the other, and their letters at the mail server`, async () => {
  // The first one opens the line to the mail server.
  const first = await inviteByForm('first@people.test')
  const all: number[] = []
  for (let n = 0; n < TRIES; n++) all.push(await inviteByForm(`n${n}@people.test`))
  all.sort((a, b) => a - b)
  const at = (part: number) => all[Math.min(all.length - 1, Math.floor(all.length * part))] ?? 0
  console.log(
    `click to letter: p50 ${at(0.5)} ms, p90 ${at(0.9)} ms, p99 ${at(0.99)} ms; the first ${first} ms`,
  )
  expect(at(0.5)).toBeLessThan(P50_MS)
  expect(at(0.99)).toBeLessThan(P99_MS)
})
