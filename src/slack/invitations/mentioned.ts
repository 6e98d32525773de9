import type { Heard } from '../door/answer.ts'
import type { Mention } from '../words/reading.ts'

/** Whom somebody named as Slack names people: their addresses, and those of whom Slack tells none. */
export interface Mentioned {
  emails: string[]
  silent: string[]
}

/** Each is a question to Slack: nobody mentions more by hand. */
const ASKED = 20

export async function mentioned(
  { emailOf }: Pick<Heard, 'emailOf'>,
  mentions: Mention[],
): Promise<Mentioned> {
  const found = await Promise.all(
    mentions.map(async ({ userId, name }, at) => ({
      email: userId && at < ASKED ? await emailOf(userId) : null,
      name: `@${name ?? userId}`,
    })),
  )
  return {
    emails: found.flatMap(({ email }) => email ?? []),
    silent: found.flatMap(({ email, name }) => (email ? [] : [name])),
  }
}

export const silentInWords = (name: string): string =>
  `Slack does not tell the e-mail address of ${name}: type it instead.`
