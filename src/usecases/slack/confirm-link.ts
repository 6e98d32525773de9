import type { Tx } from '../../db/database.ts'
import * as oneTimeTokens from '../../db/one-time-tokens.ts'
import * as organizations from '../../db/organizations.ts'
import * as outbox from '../../db/outbox.ts'
import * as teams from '../../db/slack-teams.ts'
import * as users from '../../db/users.ts'
import { hashOf, isToken } from '../../domain/link.ts'
import { Refusal } from '../../domain/refusal.ts'
import { deathOf } from '../../domain/reset.ts'
import { mayLinkSlack } from '../../domain/slack-link.ts'
import type { User } from '../../domain/user.ts'
import { actingAs, atomically, type Outside } from '../context.ts'
import { bindTo } from './bind-to.ts'
import type { SlackPerson } from './who-speaks.ts'

export interface SeenSlackLink {
  userId: string
  organizationName: string
  email: string | null
  slackName: string
  workspaceName: string
}

interface BySlackLink {
  token: oneTimeTokens.OneTimeToken
  user: User
  person: SlackPerson
  team: teams.SlackTeam
}

/** What the page of the link shows. Looking changes nothing: scanners of mail look too. */
export function seeSlackLink(ctx: Outside, link: string): Promise<SeenSlackLink> {
  return atomically(ctx, async (tx) => seen(tx, await findLive(tx, ctx, link)))
}

async function seen(tx: Tx, { token, user, person, team }: BySlackLink): Promise<SeenSlackLink> {
  const { name } = await organizations.find(tx, user.organizationId)
  return {
    userId: user.id,
    organizationName: name,
    email: user.email,
    slackName: token.slackName ?? person.slackUserId,
    workspaceName: team.name ?? team.teamId,
  }
}

/** Whoever reads the mailbox says yes: from now on the Slack account is them. It is told so in Slack. */
export function confirmSlackLink(ctx: Outside, link: string): Promise<SeenSlackLink> {
  return atomically(ctx, async (tx) => {
    const found = await findLive(tx, ctx, link)
    const { organizationId, id: userId } = await users.lock(tx, found.user.organizationId, found.user.id)
    const live = await findLive(tx, ctx, link)
    const now = ctx.now()
    if (!(await oneTimeTokens.use(tx, live.token, now))) throw new Refusal('link-dead', { cause: 'accepted' })
    const acting = actingAs(ctx, { kind: 'invitee', organizationId, userId })
    const { slackTimeZone: timeZone } = live.token
    await bindTo(tx, acting, { userId, ...live.person, confirmedBy: 'letter', timeZone })
    await outbox.post(tx, now, [{ organizationId, kind: 'slack-connected', userId }])
    return seen(tx, live)
  })
}

async function findLive(tx: Tx, ctx: Outside, link: string): Promise<BySlackLink> {
  const token = isToken('slack-link', link) ? await oneTimeTokens.byHash(tx, hashOf(link)) : undefined
  if (token?.purpose !== 'slack-link' || !token.slackTeamId || !token.slackUserId)
    throw new Refusal('link-unknown')
  const user = await users.find(tx, token.organizationId, token.userId)
  const cause = deathOf(token, ctx.now())
  if (cause) throw new Refusal('link-dead', { cause })
  const team = await teams.find(tx, token.slackTeamId)
  const isTheirs = mayLinkSlack(user) && user.address === token.boundAddress
  if (!isTheirs || !team || team.endedAt || team.organizationId !== user.organizationId)
    throw new Refusal('link-dead', { cause: 'superseded' })
  return { token, user, team, person: { teamId: token.slackTeamId, slackUserId: token.slackUserId } }
}
