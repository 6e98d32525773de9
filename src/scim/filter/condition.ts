import type { Target } from '../schema/find-attribute.ts'

export const orders = ['gt', 'ge', 'lt', 'le'] as const
export const substrings = ['co', 'sw', 'ew'] as const
export const comparisons = ['eq', 'ne', ...substrings, ...orders] as const
export type Comparison = (typeof comparisons)[number]

/**
 * A filter understood: every name is found in the schema, every value has the type its attribute asks for.
 * What is to be asked of a list is always an `element`, so that all of it is asked of one and the same element.
 */
export type Condition =
  | { readonly is: 'and'; readonly of: readonly Condition[] }
  | { readonly is: 'or'; readonly of: readonly Condition[] }
  | { readonly is: 'not'; readonly of: Condition }
  /** At least one element of the list answers to all of this. The targets inside are whole: emails.value */
  | { readonly is: 'element'; readonly target: Target; readonly of: Condition }
  | { readonly is: 'present'; readonly target: Target }
  | {
      readonly is: 'compare'
      readonly target: Target
      readonly by: Comparison
      /** A moment is written as Date writes it, whatever zone it came in. */
      readonly value: string | number | boolean
      /** When false, case does not tell two texts apart. */
      readonly caseExact: boolean
    }
