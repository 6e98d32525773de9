export type Comparison = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le'

/** An attribute by its way from the root: ['name', 'givenName'], ['urn:…:User', 'manager', 'value']. */
export interface Asked {
  readonly at: readonly string[]
  readonly type:
    | 'string'
    | 'boolean'
    | 'decimal'
    | 'integer'
    | 'dateTime'
    | 'reference'
    | 'binary'
    | 'complex'
  /** When false, case does not tell two texts apart. */
  readonly caseExact: boolean
  /** It is a list, or stands in one. */
  readonly isListed: boolean
}

/**
 * What a search asks of people or groups, in no protocol's own types: every name is known, every value has the type
 * its attribute asks for. What is asked of a list stands in an `element`, so that all of it is about one element.
 */
export type Question =
  | { readonly is: 'and' | 'or'; readonly of: readonly Question[] }
  | { readonly is: 'not'; readonly of: Question }
  | { readonly is: 'element'; readonly asked: Asked; readonly of: Question }
  | { readonly is: 'present'; readonly asked: Asked }
  | {
      readonly is: 'compare'
      readonly asked: Asked
      readonly by: Comparison
      /** A moment is written as Date writes it. */
      readonly value: string | number | boolean
    }

/** One page of those who answer to it. */
export interface Walk {
  question: Question | null
  /** Null: in the order in which nobody moves, by the key. */
  order: { asked: Asked; isDescending: boolean } | null
  page:
    | { by: 'index'; startIndex: number; count: number }
    | { by: 'cursor'; cursor: string | null; count: number }
}

/** A page, and where the next one begins. */
export interface Walked<T> {
  found: T[]
  /** Null further on in a walk by cursor: nobody counts the same people twice. */
  total: number | null
  next: string | null
  previous: string | null
}
