import type { Sentence } from './sentence.ts'

/** What a letter is made of, in order. Both parts of the mail are drawn from these, so they cannot drift. */
export type Part =
  | { kind: 'greeting'; name: string }
  | { kind: 'paragraph'; words: Sentence }
  | { kind: 'quote'; by: Sentence; text: string }
  | { kind: 'facts'; rows: [label: string, value: string][] }
  /** The only link a letter can have: the type of a letter's content lets no other in. */
  | { kind: 'button'; label: string; link: string }
  | { kind: 'small'; words: Sentence }

export interface Content {
  organizationName: string
  subject: string
  /** What an inbox shows behind the subject. */
  preview: Sentence
  heading: Sentence
  parts: Part[]
}

export const greeting = (name: string | null): Part[] => (name ? [{ kind: 'greeting', name }] : [])
export const paragraph = (words: Sentence): Part => ({ kind: 'paragraph', words })
export const small = (words: Sentence): Part => ({ kind: 'small', words })
export const quote = (by: Sentence, text: string): Part => ({ kind: 'quote', by, text })
export const button = (label: string, link: string): Part => ({ kind: 'button', label, link })
export const facts = (...rows: [label: string, value: string | null][]): Part => ({
  kind: 'facts',
  rows: rows.filter((row): row is [string, string] => row[1] !== null),
})
