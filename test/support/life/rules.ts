import { groupRules } from './groups.rules.ts'
import { HOUR, type Life } from './model.ts'
import { peopleRules } from './people.rules.ts'
import { providerRules } from './provider.rules.ts'
import { roleRules } from './roles.rules.ts'
import { type Deed, STRANGER, type Step } from './steps.ts'
import { type Rules, refuse, unless, type Verdict } from './verdict.ts'
import { waysInRules } from './ways-in.rules.ts'

/** Between two clicks of somebody who stays: less than it takes a session to fall asleep. */
export const CLICK_EVERY = 7 * HOUR

const rules: Rules<Deed> = {
  ...roleRules,
  ...groupRules,
  ...waysInRules,
  ...peopleRules,
  ...providerRules,
  wait: (life, { seconds }) =>
    unless({}, () => {
      life.now += seconds
      return []
    }),
  stay: (life, { hours }) =>
    unless({}, () => {
      const until = life.now + hours * HOUR
      while (life.now < until) {
        life.now = Math.min(life.now + CLICK_EVERY, until)
        for (const it of life.sessions) life.click(it)
      }
      return []
    }),
}

/** What may be answered, and what the audit says afterwards. */
export interface Expected {
  answers: string[]
  audit: string[]
}

export function live(life: Life, step: Step): Expected {
  const { against, act } = judge(life, step)
  return against.length > 0 ? { answers: against, audit: [] } : { answers: ['ok'], audit: act().sort() }
}

function judge(life: Life, step: Step): Verdict {
  // To somebody of another organization nothing of this one is there, whatever they may do in theirs.
  if ('by' in step && step.by === STRANGER) return refuse('not-found', 'permission-unusable')
  if ('by' in step && !life.isThere(step.by)) return refuse('signed-out')
  const rule = rules[step.do] as (life: Life, step: Step) => Verdict
  return rule(life, step)
}
