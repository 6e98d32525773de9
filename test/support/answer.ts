import { Refusal } from '../../src/domain/refusal.ts'
import type { Answer } from './steps.ts'

/** A refusal is an answer like any other; anything else that is thrown is a bug and stays thrown. */
export function inOneWord(fault: unknown): Answer {
  if (!(fault instanceof Refusal)) throw fault
  return 'cause' in fault.facts ? `${fault.code} ${fault.facts.cause}` : fault.code
}

export function answerOf(work: () => Answer): Answer {
  try {
    return work()
  } catch (fault) {
    return inOneWord(fault)
  }
}

export async function answerFrom(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (fault) {
    return inOneWord(fault)
  }
}

/** The same where much happens at once: a bug is told with the rest of the story, and told apart from refusals. */
export async function answerOrFault(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await answerFrom(work)
  } catch (fault) {
    return `FAULT ${fault instanceof Error ? fault.stack : fault}`
  }
}
