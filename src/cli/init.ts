import { initOrganization } from '../usecases/organizations/init-organization.ts'
import { makeSetupCode } from '../usecases/slack/set-up-by-code.ts'
import { needed, type Read, readWords } from './words.ts'

const usage = 'usher init --organization NAME --owner EMAIL [--strict], or usher init --slack'

export function readInit(words: string[]): Read {
  const text = { type: 'string' as const }
  const flag = { type: 'boolean' as const }
  const options = { organization: text, owner: text, strict: flag, slack: flag }
  const { values } = readWords(words, options, usage)
  if (values.slack) return bySlack
  const name = needed(values.organization, '--organization', usage)
  const ownerEmail = needed(values.owner, '--owner', usage)
  const isStrict = values.strict ?? false
  return {
    run: async ({ ctx }) => {
      const made = await initOrganization(ctx, { name, ownerEmail, isStrict })
      const text = [
        `${name} is ready. This link makes ${ownerEmail} its owner: it works once, for 24 hours, and is shown only here.`,
        '',
        `  ${made.setupUrl}`,
      ]
      return { text: text.join('\n'), json: made }
    },
  }
}

/** For a workspace in which Usher is installed: whoever shows the code there names the organization and owns it. */
const bySlack: Read = {
  run: async ({ ctx }) => {
    const setupCode = await makeSetupCode(ctx)
    const text = [
      'Show this code on the Home of Usher in Slack: it makes an organization of that workspace, and you its owner.',
      'It works once, for 24 hours, and is shown only here.',
      '',
      `  ${setupCode}`,
    ]
    return { text: text.join('\n'), json: { setupCode } }
  },
}
