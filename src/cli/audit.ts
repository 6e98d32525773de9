import { verifyAudit } from '../usecases/audit/verify-audit.ts'
import { chooseOrganization } from '../usecases/organizations/choose-organization.ts'
import { type Read, readWords, WrongWords } from './words.ts'

const usage = 'usher audit verify [--organization O]'

export function readAudit(words: string[]): Read {
  const { values, positionals } = readWords(words, { organization: { type: 'string' } }, usage)
  if (positionals.join(' ') !== 'verify')
    throw new WrongWords(`Verify is what audit can do here.\n\n${usage}`)
  return {
    run: async ({ ctx }) => {
      const { id, name } = await chooseOrganization(ctx, values.organization ?? null)
      const { sealed, waiting, broken, unaccounted } = await verifyAudit(ctx, id)
      const lines = [
        broken
          ? `The chain of ${name} breaks at seal ${broken.number}, entry ${broken.entryId}: ${broken.why}.`
          : `The chain of ${name} holds: ${sealed} entries, from the first to the last.`,
        ...(waiting.length > 0
          ? [`Not sealed yet: ${waiting.length} (${waiting.slice(0, 5).join(', ')}).`]
          : []),
        ...(unaccounted.length > 0 ? [`Never sealed: ${unaccounted.slice(0, 5).join(', ')}.`] : []),
      ]
      const found = broken && { number: broken.number, entryId: broken.entryId, why: broken.why }
      const isRefused = broken !== null || unaccounted.length > 0
      return {
        text: lines.join('\n'),
        json: { organization: name, sealed, waiting, unaccounted, broken: found },
        isRefused,
      }
    },
  }
}
