import { describe, expect, test } from 'vitest'
import {
  helpEntries,
  helpOn,
  letterMissing,
  usageHints,
  whereToStart,
  words,
} from '../../../src/slack/words/help.ts'
import { readPeople } from '../../../src/slack/words/read-people.ts'
import { known, now } from './understood.ts'

describe('help', () => {
  test('has every word once, in the order in which they are taught', () => {
    expect(helpEntries.map((it) => it.word)).toEqual([...words])
    for (const word of words) expect(helpOn(word).usage.split(' ')[0]).toBe(word)
  })

  test('teaches nothing that is not understood', () => {
    for (const { word, examples } of helpEntries)
      for (const example of examples) {
        const asked = readPeople(example, now, { ...known, roles: ['Admin', 'Manager', 'Member'] })
        expect([example, asked.word]).toEqual([example, word])
        if ('invite' in asked) expect([example, asked.invite.unreadable]).toEqual([example, []])
        if ('filters' in asked) expect([example, asked.filters.unreadable]).toEqual([example, []])
      }
  })

  test('tells newcomers where to start, with examples that work', () => {
    expect(whereToStart[0]?.example).toMatch(/^invite /)
    for (const { example } of whereToStart) expect(readPeople(example, now).word).not.toBe('unknown')
  })

  test('says what to do when no letter came: look in spam, check the address, resend', () => {
    const steps = letterMissing.steps.join('\n')
    for (const said of [/spam/, /address/, /Resend/]) expect(steps).toMatch(said)
  })

  test('keeps to what a manifest takes', () => {
    for (const hint of Object.values(usageHints)) expect(hint.length).toBeLessThanOrEqual(1_000)
    for (const { usage, what } of helpEntries) expect(usage.length + what.length).toBeLessThan(300)
  })
})
