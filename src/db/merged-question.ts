import type { Asked, Question } from '../domain/question.ts'
import { wayOf } from './attribute.ts'

/**
 * The same question, in which each list is gone through as seldom as can be: that one element or another answers to
 * this is asked in one go, and likewise that none answers to either.
 */
export function merged(it: Question): Question {
  switch (it.is) {
    case 'not':
      return { is: 'not', of: merged(it.of) }
    case 'or':
      return together('or', gathered(each('or', it.of)))
    case 'and':
      return together('and', withoutEach(each('and', it.of)))
    default:
      return it
  }
}

type Element = Extract<Question, { is: 'element' }>

function together(is: 'and' | 'or', [first, ...others]: Question[]): Question {
  return first && others.length === 0 ? first : { is, of: first ? [first, ...others] : [] }
}

/** Brackets in a row of the same kind say nothing. */
const each = (is: 'and' | 'or', of: readonly Question[]): Question[] =>
  of.map(merged).flatMap((it) => (it.is === is ? it.of : [it]))

/** Of the alternatives, those about one list become one. */
function gathered(all: Question[]): Question[] {
  const byList = new Map<string, { asked: Asked; of: Question[] }>()
  const others = all.filter((it) => {
    if (it.is === 'element') collect(byList, it)
    return it.is !== 'element'
  })
  return [...[...byList.values()].map(inOne), ...others]
}

function collect(byList: Map<string, { asked: Asked; of: Question[] }>, { asked, of }: Element): void {
  const way = wayOf(...asked.at)
  byList.set(way, { asked, of: [...(byList.get(way)?.of ?? []), of] })
}

const inOne = ({ asked, of }: { asked: Asked; of: Question[] }): Element => ({
  is: 'element',
  asked,
  of: together('or', of),
})

/** That it is neither this nor that, is that it is not this or that. */
function withoutEach(all: Question[]): Question[] {
  const denied = all.flatMap((it) => (it.is === 'not' && it.of.is === 'element' ? [it.of] : []))
  const others = all.filter((it) => it.is !== 'not' || it.of.is !== 'element')
  return [...gathered(denied).map((of): Question => ({ is: 'not', of })), ...others]
}
