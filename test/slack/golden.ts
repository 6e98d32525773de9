import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect } from 'vitest'
import { inOneLine } from '../../src/playground/blocks/fault.ts'
import { checkMessage } from '../../src/playground/blocks/messages.ts'
import { checkView } from '../../src/playground/blocks/views.ts'

/** A view or a message as it was; rewritten with UPDATE_GOLDEN=1, and only what Slack would take is ever written. */
export function expectGolden(name: string, drawn: object): void {
  const faults = 'type' in drawn ? checkView(drawn) : checkMessage(drawn)
  expect(faults.map(inOneLine), name).toEqual([])
  const path = `${import.meta.dirname}/golden/${name}.json`
  const content = `${JSON.stringify(drawn, null, 2)}\n`
  if (process.env.UPDATE_GOLDEN) write(path, content)
  expect(content, name).toBe(readFileSync(path, 'utf8'))
}

function write(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}
