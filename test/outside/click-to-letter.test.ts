import { afterAll, expect, test } from 'vitest'
import { openClickToLetter } from '../support/click-to-letter.ts'
import { closeEverything } from '../support/later.ts'

afterAll(closeEverything)

/** `npm run bench click` measures it, on a machine that does nothing else; here nobody may have to wait for a clock. */
test('a letter is at the mail server right after the click in Slack', { timeout: 120_000 }, async () => {
  const inviteByForm = await openClickToLetter()
  await inviteByForm('first@people.test')
  const all: number[] = []
  for (let n = 0; n < 9; n++) all.push(await inviteByForm(`n${n}@people.test`))
  all.sort((a, b) => a - b)
  expect(all[4]).toBeLessThan(1_000)
})
