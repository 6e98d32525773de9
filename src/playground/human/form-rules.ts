import { type Block, type Element, flat } from '../workspace/kit.ts'
import { contentOf, isEmpty } from '../workspace/values.ts'
import type { View } from '../workspace/view.ts'

/** What Slack's own client says under an input before it submits anything; by block. */
export function problemsIn(view: View): Record<string, string> {
  const problems: Record<string, string> = {}
  for (const block of flat(view.blocks).filter((it) => it.type === 'input')) {
    const problem = problemOf(view, block)
    if (problem) problems[block.block_id] = problem
  }
  return problems
}

function problemOf(view: View, block: Block): string | null {
  const { element } = block
  const value = element && view.values[block.block_id]?.[element.action_id]
  if (!element || !value) return null
  if (isEmpty(value)) return block.optional ? null : 'Please complete this required field.'
  return RULES[element.type]?.(element, String(contentOf(value))) ?? null
}

type Rule = (element: Element, text: string) => string | null

const length: Rule = (element, text) => {
  const [least, most] = [Number(element.min_length ?? 0), Number(element.max_length ?? 3000)]
  if (text.length < least) return `Please enter at least ${least} characters.`
  return text.length > most ? `Please enter at most ${most} characters.` : null
}

const number: Rule = (element, text) => {
  const shape = element.is_decimal_allowed ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/
  if (!shape.test(text)) return 'Please enter a valid number.'
  const [least, most] = [element.min_value, element.max_value]
  if (least !== undefined && Number(text) < Number(least)) return `Please enter ${least} or more.`
  return most !== undefined && Number(text) > Number(most) ? `Please enter ${most} or less.` : null
}

const RULES: Record<string, Rule> = {
  plain_text_input: length,
  number_input: number,
  email_text_input: (_element, text) =>
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? null : 'Please enter a valid email address.',
  url_text_input: (_element, text) => (URL.canParse(text) ? null : 'Please enter a valid URL.'),
}
