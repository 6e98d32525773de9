import { actingAs } from '../usecases/context.ts'
import { chooseOrganization } from '../usecases/organizations/choose-organization.ts'
import { bindByAddress } from '../usecases/slack/bind-person.ts'
import { needed, type Read, readWords, WrongWords } from './words.ts'

const usage = 'usher bind --slack-team T --slack-user U --user EMAIL [--organization O]'

export function readBind(words: string[]): Read {
  const text = { type: 'string' as const }
  const options = { 'slack-team': text, 'slack-user': text, user: text, organization: text }
  const { values } = readWords(words, options, usage)
  const teamId = idOf('--slack-team', values['slack-team'], /^[TE][A-Z0-9]{2,30}$/)
  const slackUserId = idOf('--slack-user', values['slack-user'], /^[UW][A-Z0-9]{2,30}$/)
  const email = needed(values.user, '--user', usage)
  return {
    run: async ({ ctx }) => {
      const organization = await chooseOrganization(ctx, values.organization ?? null)
      const { id: organizationId, name } = organization
      const acting = actingAs(ctx, { kind: 'operator', organizationId, name })
      const userId = await bindByAddress(acting, { teamId, slackUserId }, email)
      return {
        text: `${slackUserId} in the workspace ${teamId} is ${email} at ${name} from now on.`,
        json: { organizationId, userId, teamId, slackUserId },
      }
    },
  }
}

/** Names are not ids: two people may have one name, and it may change. */
function idOf(option: string, written: string | undefined, shape: RegExp): string {
  const id = needed(written, option, usage)
  if (!shape.test(id))
    throw new WrongWords(`${option} wants an id as Slack shows it under "Copy ID", not "${id}".\n\n${usage}`)
  return id
}
