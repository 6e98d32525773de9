import { verifyInvariants } from '../usecases/verify-invariants.ts'
import { type Read, readWords } from './words.ts'

export function readVerify(words: string[]): Read {
  readWords(words, {}, 'usher verify')
  return {
    run: async ({ ctx }) => {
      const findings = await verifyInvariants(ctx)
      const lines = findings.map((it) => `${it.rule}: ${it.count} (for example ${it.example})`)
      const text = findings.length === 0 ? 'Every promise of the model holds.' : lines.join('\n')
      return { text, json: { findings }, isRefused: findings.length > 0 }
    },
  }
}
