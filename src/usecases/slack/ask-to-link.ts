import type { Tx } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import * as oneTimeTokens from '../../db/one-time-tokens.ts'
import * as outbox from '../../db/outbox.ts'
import * as teams from '../../db/slack-teams.ts'
import * as tries from '../../db/tries.ts'
import * as users from '../../db/users.ts'
import { freshLink } from '../../domain/link.ts'
import { mayLinkSlack, SLACK_LINK_SECONDS, slackLinkTries } from '../../domain/slack-link.ts'
import { confirmedAddress, type SlackProfile } from '../../domain/slack-profile.ts'
import { after } from '../../domain/time.ts'
import { tooOften } from '../../domain/too-often.ts'
import type { User } from '../../domain/user.ts'
import { actingAs, atomically, type Outside } from '../context.ts'
import { record } from '../record.ts'

/**
 * Somebody in a workspace would like to be known. An equal e-mail address grants nothing: it only says which mailbox
 * is asked, and that mailbox has to be one that was proved. Whether there is one shows in it and nowhere else.
 */
export async function askToLinkSlack(ctx: Outside, profile: SlackProfile): Promise<void> {
  const { teamId, slackUserId } = profile
  await mustNotAskOften(ctx, `slack link for ${teamId}:${slackUserId}`)
  await atomically(ctx, async (tx) => {
    const user = await whoseMailbox(tx, profile)
    if (!user) return
    // Two Slack accounts with one address send one mailbox no more letters than one of them.
    const counted = await tries.count(tx, `slack link of ${user.id}`, slackLinkTries, ctx.now())
    if (!counted.isBlocked) await promise(tx, ctx, user, profile)
  })
}

/** In a transaction of its own: what is refused counts too. */
async function mustNotAskOften(ctx: Outside, key: string): Promise<void> {
  const { isBlocked, blockedUntil } = await atomically(ctx, (tx) =>
    tries.count(tx, key, slackLinkTries, ctx.now()),
  )
  if (isBlocked && blockedUntil) throw tooOften(blockedUntil, ctx.now())
}

async function whoseMailbox(tx: Tx, profile: SlackProfile): Promise<User | null> {
  const team = await teams.find(tx, profile.teamId)
  const address = confirmedAddress(profile)
  if (!team?.organizationId || team.endedAt || !address) return null
  const [found] = await users.byAddresses(tx, team.organizationId, [address.canonical])
  const held = found && (await users.holdIfThere(tx, found.organizationId, found.id))
  return held && held.address === address.canonical && mayLinkSlack(held) ? held : null
}

async function promise(tx: Tx, ctx: Outside, user: User, profile: SlackProfile): Promise<void> {
  const now = ctx.now()
  const { organizationId, id: userId } = user
  const { teamId: slackTeamId, slackUserId, name: slackName, timeZone: slackTimeZone } = profile
  const id = newId(now)
  const { stored } = freshLink(ctx.links.keys, { purpose: 'slack-link', organizationId, id })
  await oneTimeTokens.issue(tx, {
    ...stored,
    ...{ organizationId, id, userId, slackTeamId, slackUserId, slackName, slackTimeZone },
    purpose: 'slack-link',
    boundAddress: user.address,
    createdAt: now,
    expiresAt: after(now, SLACK_LINK_SECONDS),
  })
  await outbox.post(tx, now, [{ organizationId, kind: 'slack-link', userId, oneTimeTokenId: id }])
  await record(tx, actingAs(ctx, { kind: 'invitee', organizationId, userId }), {
    act: 'user.ask-slack-link',
    targetKind: 'user',
    targetId: userId,
    after: { teamId: slackTeamId, slackUserId },
  })
}
