/** One thing Slack refuses. */
export interface Fault {
  /** Where, as a JSON pointer: /view/blocks/2/element/options/0/text/text. */
  pointer: string
  /** What, in Slack's own words where they are known; README.md says which are guesses. */
  words: string
  /** The error Slack answers with in place of the surface's usual one: view_too_large, no_text … */
  code?: string
  /** Found by a rule about the whole, not by the shape of one part: Slack answers those without a schema line. */
  rule?: true
}

export type Faults = Fault[]

export const inOneLine = ({ words, pointer }: Fault): string => `${words} [json-pointer:${pointer}]`
