import { can } from '../../domain/policy.ts'
import { roleActionsFor } from '../../domain/role-actions.ts'
import type { Context } from '../../usecases/context.ts'
import { type RoleInUse, seeRoles } from '../../usecases/roles/see-roles.ts'
import type { Answer, Heard } from '../door/answer.ts'
import type { Area } from '../home/areas.ts'
import { slice } from '../home/slice.ts'
import type { ShownRole } from './role.view.ts'
import { rolesArea, rolesWords } from './roles-area.view.ts'

const PAGE = 20
/** A message holds less than a Home. */
const IN_A_MESSAGE = 10

/** What people can be allowed to do, and who is. */
export const roles: Area = {
  id: 'roles',
  title: 'Roles',
  needs: 'users.read',
  draw: async ({ ctx }, place) => {
    const page = slice(await seeRoles(ctx), place.cursor, PAGE)
    return rolesArea({
      ...page,
      shown: page.shown.map(shownTo(ctx)),
      mayCreate: can(ctx.actor, 'role.create'),
    })
  },
}

export const shownTo =
  (ctx: Context) =>
  (it: RoleInUse): ShownRole => ({ ...it, actions: roleActionsFor(ctx.actor, it) })

/** `/people roles`, and `/people roles Admin`. */
export async function showRoles({ ctx }: Heard, { text }: { text: string }): Promise<Answer> {
  const all = await seeRoles(ctx)
  const sought = text.trim().toLowerCase()
  const exactly = all.filter((it) => it.name.toLowerCase() === sought)
  const found = exactly.length > 0 ? exactly : all.filter((it) => it.name.toLowerCase().includes(sought))
  return {
    note: rolesWords({
      shown: found.slice(0, IN_A_MESSAGE).map(shownTo(ctx)),
      sought: text.trim(),
      more: Math.max(0, found.length - IN_A_MESSAGE),
      known: all.slice(0, IN_A_MESSAGE * 2).map((it) => it.name),
    }),
    home: { area: 'roles' },
  }
}

/** The people who have it are people: the Users area shows them. */
export const showHolders = ({ value, place }: Heard): Answer => ({
  home: { area: 'users', role: value },
  ...(place.in === 'home' ? {} : { note: { text: 'The Home of Usher shows them now.' } }),
})
