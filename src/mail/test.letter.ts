import type { TestLetter } from '../domain/message.ts'
import { momentInWords } from '../domain/plain-words.ts'
import { type Content, facts, paragraph, small } from './letter-content.ts'
import { say, subject } from './sentence.ts'

export function test({ organizationName, timeZone, now }: TestLetter): Content {
  return {
    organizationName,
    subject: subject`Test letter from ${organizationName}`,
    preview: say`Usher can send letters.`,
    heading: say`Usher can send letters`,
    parts: [
      paragraph(
        say`You are reading the test letter that was asked for in ${organizationName}, so the mail settings work.`,
      ),
      facts(['Sent', momentInWords(now, timeZone)]),
      small(
        say`Should it have come to the spam folder, look at the SPF, DKIM and DMARC records of the sender's domain.`,
      ),
    ],
  }
}
