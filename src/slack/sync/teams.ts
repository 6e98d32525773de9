import { can, isWithinCeiling, mayGrant } from '../../domain/policy.ts'
import { linkTeam, unlinkTeam } from '../../usecases/connections/link-team.ts'
import { seeConnection } from '../../usecases/connections/list-connections.ts'
import { mapGroup } from '../../usecases/connections/map-group.ts'
import { seeMappedGroup, seeMappedGroups } from '../../usecases/connections/see-mapped-groups.ts'
import type { Context } from '../../usecases/context.ts'
import { seeGroups } from '../../usecases/groups/see-groups.ts'
import { seeRoles } from '../../usecases/roles/see-roles.ts'
import { type Answer, acting, type Heard, opening, type Reaction } from '../door/answer.ts'
import { metadataOf } from '../door/told.ts'
import { connectionIn, inItsModal } from './connection.ts'
import { linkTeamForm, mapForm, teamsModal, unlinkForm } from './teams.view.ts'

/** A modal holds a hundred blocks, and nobody reads a hundred rows. */
const PAGE = 20

export const openTeams: Reaction = opening(inItsModal('Teams'), ({ ctx, value }) => {
  const [id = '', after] = value.split(' ')
  return teamsAgain(ctx, id, after ? { after } : {})
})

async function teamsAgain(
  ctx: Context,
  id: string,
  { after, said }: { after?: string; said?: string } = {},
): Promise<Answer> {
  const [connection, { groups, next }] = await Promise.all([
    seeConnection(ctx, id),
    seeMappedGroups(ctx, id, after ? { after } : {}),
  ])
  const shown = groups.slice(0, PAGE)
  return {
    modal: teamsModal({
      connection,
      groups: shown,
      isFirstPage: !after,
      next: shown.length < groups.length ? (shown.at(-1)?.id ?? null) : next,
      mayMap: can(ctx.actor, 'role.grant'),
      mayLink: can(ctx.actor, 'connection.link') && connection.endedAt === null,
      ...(said ? { said } : {}),
    }),
    ...(said ? { home: 'again' } : {}),
  }
}

/** Offered is what the ceiling allows; that there is more, and why it is not offered, is said. */
export const openMapping: Reaction = acting(async (heard) => {
  const { ctx, value } = heard
  const [group, connection, roles] = await Promise.all([
    seeMappedGroup(ctx, value),
    seeConnection(ctx, connectionIn(heard)),
    seeRoles(ctx),
  ])
  const ceiling = roles.find((it) => it.id === connection.ceiling.id)
  const given = roles.filter((it) => mayGrant(ctx.actor, it))
  const offered = given.filter((it) => ceiling && isWithinCeiling(ceiling, it))
  return { modal: mapForm({ connection, group, offered, beyond: given.length - offered.length }) }
})

export async function saveMapping(heard: Heard): Promise<Answer> {
  const { ctx, fields } = heard
  const { group = '' } = metadataOf(heard)
  const { roles, given, taken } = await mapGroup(ctx, { groupId: group, roleIds: fields.many('roles') })
  const counted = (count: number, verb: string) =>
    count > 0 ? [`${count} ${count === 1 ? 'person' : 'people'} ${verb}`] : []
  const changes = [...counted(given, 'got a role by it'), ...counted(taken, 'lost one')].join(', ')
  const what = roles.length > 0 ? 'The team gives these roles now' : 'The team gives no role'
  return teamsAgain(ctx, connectionIn(heard), { said: `${what}${changes ? `: ${changes}` : ''}.` })
}

export const openLinkTeam: Reaction = acting(async (heard) => {
  const { ctx } = heard
  const connection = await seeConnection(ctx, connectionIn(heard))
  return { modal: linkTeamForm(connection, (await seeGroups(ctx, { kind: 'team' })).map(choice)) }
})

const choice = ({ id, name }: { id: string; name: string }) => ({ id, name })

/** Where there are more teams than Slack lists. */
export const suggestTeams: Reaction = acting(async ({ ctx, words }) => {
  const sought = words.trim().toLowerCase()
  const found = (await seeGroups(ctx, { kind: 'team' })).filter((it) =>
    it.name.toLowerCase().includes(sought),
  )
  return { options: found.slice(0, 100).map(({ id, name }) => ({ text: name, value: id })) }
})

export async function saveLinkedTeam(heard: Heard): Promise<Answer> {
  const connectionId = connectionIn(heard)
  const { name } = await linkTeam(heard.ctx, { connectionId, groupId: heard.fields.text('team') })
  return teamsAgain(heard.ctx, connectionId, { said: `${name} is the provider’s to fill from now on.` })
}

export const askToUnlink: Reaction = acting(async (heard) => {
  const { ctx, value } = heard
  const [group, connection] = await Promise.all([
    seeMappedGroup(ctx, value),
    seeConnection(ctx, connectionIn(heard)),
  ])
  return { modal: unlinkForm(connection, group) }
})

export async function unlink(heard: Heard): Promise<Answer> {
  await unlinkTeam(heard.ctx, metadataOf(heard).group ?? '')
  return teamsAgain(heard.ctx, connectionIn(heard), { said: 'The team is the organization’s own again.' })
}
