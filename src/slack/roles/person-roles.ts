import { can, mayGrant } from '../../domain/policy.ts'
import { after, DAY } from '../../domain/time.ts'
import { stateOf } from '../../domain/user.ts'
import type { Context } from '../../usecases/context.ts'
import { grantRole, revokeRole } from '../../usecases/roles/grant-role.ts'
import { seeGrants, seeRoles } from '../../usecases/roles/see-roles.ts'
import { setRoles } from '../../usecases/roles/set-roles.ts'
import { type Profile, seeUser } from '../../usecases/users/see-user.ts'
import { type Answer, acting, type Heard, opening, type Reaction } from '../door/answer.ts'
import { metadataOf } from '../door/told.ts'
import { giveRoleForm, keptIn, type PersonRoles, personRolesModal } from './person-roles.view.ts'

/** The roles of one person, from their row and their profile. */
export const openPersonRoles: Reaction = opening('Roles', async ({ ctx, value }) => ({
  modal: personRolesModal(await look(ctx, value)),
}))

export const personRolesAgain: Reaction = acting(async (heard) => ({
  modal: personRolesModal(await look(heard.ctx, userIn(heard))),
}))

/** These roles for good and no others; what is not this person's to take away stays as it is. */
export async function savePersonRoles(heard: Heard): Promise<Answer> {
  const { ctx, fields } = heard
  const before = await look(ctx, userIn(heard))
  const roles = [...fields.many('roles'), ...keptIn(before).map((it) => it.roleId)]
  await setRoles(ctx, before.user.id, { roles, version: Number(metadataOf(heard).version) })
  return shown(ctx, before.user.id, 'Saved. It holds from the next click on.')
}

const WEEK_DAYS = 7

export const openLendRole: Reaction = acting((heard) => openGive(heard, 'for-a-while'))
export const openGiveSiteRole: Reaction = acting((heard) => openGive(heard, 'at-a-site'))

const openGive = async (heard: Heard, kind: 'for-a-while' | 'at-a-site'): Promise<Answer> => ({
  modal: giveRoleForm(await look(heard.ctx, userIn(heard)), kind, after(heard.ctx.now(), WEEK_DAYS * DAY)),
})

export async function giveRole(heard: Heard): Promise<Answer> {
  const { ctx, fields } = heard
  const end = fields.one('end')
  const site = fields.one('site')
  const userId = userIn(heard)
  if (!end && !site) return { errors: { end: 'Choose when it ends.' } }
  await grantRole(ctx, userId, {
    roleId: fields.text('roles'),
    ...(site ? { siteId: site } : {}),
    ...(end ? { until: new Date(Number(end) * 1000) } : {}),
  })
  return shown(ctx, userId, 'The role was given. It holds from the next click on.')
}

export async function takeRole(heard: Heard): Promise<Answer> {
  const [roleId = '', siteId] = heard.value.split(' ')
  const userId = userIn(heard)
  await revokeRole(heard.ctx, userId, { roleId, ...(siteId ? { siteId } : {}) })
  return shown(heard.ctx, userId, 'The role was taken away.')
}

const userIn = (heard: Heard): string => metadataOf(heard).user ?? ''

const shown = async (ctx: Context, userId: string, said: string): Promise<Answer> => ({
  modal: personRolesModal({ ...(await look(ctx, userId)), said }),
  home: 'again',
})

async function look(ctx: Context, userId: string): Promise<PersonRoles> {
  const [profile, held, roles] = await Promise.all([
    seeUser(ctx, userId),
    seeGrants(ctx, userId),
    seeRoles(ctx),
  ])
  const { user, name, sites } = profile
  return {
    user: { id: user.id, name, version: user.version },
    held,
    offered: roles.filter((it) => mayGrant(ctx.actor, it)),
    offeredAtSites: roles.filter((it) =>
      sites.some(({ id: siteId }) => mayGrant(ctx.actor, { ...it, siteId })),
    ),
    sites,
    hindrance: hindranceOf(ctx, profile),
    now: ctx.now(),
  }
}

function hindranceOf({ actor }: Context, { user, teams, sites }: Profile): PersonRoles['hindrance'] {
  if (actor.kind === 'user' && actor.userId === user.id) return 'yourself'
  if (stateOf(user) === 'invited') return 'invited'
  const groupIds = [...teams, ...sites].map((it) => it.id)
  return can(actor, 'role.grant', { groupIds }) ? null : 'not-permitted'
}
