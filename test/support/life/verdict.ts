import type { Life } from './model.ts'
import type { Deed, StepOf } from './steps.ts'

/** What speaks against a step, and what it does where nothing does: it answers with what the audit will say. */
export interface Verdict {
  against: string[]
  act: () => string[]
}

/**
 * Each rule says for itself whether it is broken. Which of several reasons somebody hears first is nobody's promise,
 * so any of them is a right answer.
 */
export const unless = (reasons: Record<string, boolean | undefined>, act: () => string[]): Verdict => ({
  against: Object.keys(reasons).filter((it) => reasons[it]),
  act,
})

export const refuse = (...against: string[]): Verdict => ({ against, act: () => [] })

export type Rules<D extends Deed> = {
  [deed in D]: (life: Life, step: StepOf<deed>) => Verdict
}
