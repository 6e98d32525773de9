import type { Asked, Question, Walk } from '../domain/question.ts'
import type { Condition } from './filter/condition.ts'
import type { Search } from './query/search.ts'
import { leafOf, type Target } from './schema/find-attribute.ts'

/** A search in words that the rest of the house knows: schemas and targets stay in this room. */
export const walkOf = ({ filter, sort, page }: Search): Walk => ({
  question: filter && questionOf(filter),
  order: sort && { asked: askedOf(sort.target), isDescending: sort.isDescending },
  page,
})

function questionOf(it: Condition): Question {
  if (it.is === 'and' || it.is === 'or') return { is: it.is, of: it.of.map(questionOf) }
  if (it.is === 'not') return { is: 'not', of: questionOf(it.of) }
  const asked = askedOf(it.target)
  if (it.is === 'element') return { is: 'element', asked, of: questionOf(it.of) }
  if (it.is === 'present') return { is: 'present', asked }
  return { is: 'compare', asked: { ...asked, caseExact: it.caseExact }, by: it.by, value: it.value }
}

const askedOf = (target: Target): Asked => {
  const leaf = leafOf(target)
  return {
    at: target.steps.map((it) => it.name),
    type: leaf.type,
    caseExact: leaf.caseExact,
    isListed: target.steps.some((it) => it.multiValued),
  }
}
