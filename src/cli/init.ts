import { initOrganization } from '../usecases/organizations/init-organization.ts'
import { needed, type Read, readWords } from './words.ts'

const usage = 'usher init --organization NAME --owner EMAIL'

export function readInit(words: string[]): Read {
  const { values } = readWords(words, { organization: { type: 'string' }, owner: { type: 'string' } }, usage)
  const name = needed(values.organization, '--organization', usage)
  const ownerEmail = needed(values.owner, '--owner', usage)
  return {
    run: async ({ ctx }) => {
      const made = await initOrganization(ctx, { name, ownerEmail })
      const text = [
        `${name} is ready. This link makes ${ownerEmail} its owner: it works once, for 24 hours, and is shown only here.`,
        '',
        `  ${made.setupUrl}`,
      ]
      return { text: text.join('\n'), json: made }
    },
  }
}
