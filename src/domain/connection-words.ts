import type { RefusalFacts } from './refusal.ts'

const times = {
  life: 'A token lives',
  overlap: 'The old token goes on for',
  access: 'An access token lives',
}

/** "An access token lives 60 to 360 minutes." */
export const tokenTimeInWords = ({ what, least, most, unit }: RefusalFacts['token-time-unusable']): string =>
  `${times[what]} ${least > 0 ? `${least} to ${most}` : `at most ${most}`} ${unit}s.`

const makingRoom = {
  connection: 'disconnect one first',
  token: 'revoke one first',
  client: 'revoke one first',
  network: 'join some of them into a wider range',
}

/** "There can be 10 tokens at once: revoke one first." */
export const tooManyInWords = ({ what, limit }: RefusalFacts['too-many']): string =>
  `There can be ${limit} ${what}s at once: ${makingRoom[what]}.`
