import { can } from '../../domain/policy.ts'
import { listDeleted } from '../../usecases/users/list-deleted.ts'
import { listUsers } from '../../usecases/users/list-users.ts'
import { seeFilterChoices } from '../../usecases/users/see-filter-choices.ts'
import type { HomePlace, Reaction } from '../door/answer.ts'
import type { Area } from '../home/areas.ts'
import { showing } from '../home/draw-home.ts'
import { waysInOf } from '../home/ways-in.ts'
import { filteredBy, filterFields } from './filters.view.ts'
import { usersArea } from './users-area.view.ts'

const PAGE = 15

/** Everybody, in the order of their names. */
export const users: Area = {
  id: 'users',
  title: 'Users',
  needs: 'users.read',
  draw: async ({ ctx, speaker }, place) => {
    const [page, choices, deleted] = await Promise.all([
      listUsers(ctx, { ...questionOf(place), cursor: place.cursor ?? null, pageSize: PAGE }),
      seeFilterChoices(
        ctx,
        filterFields.flatMap(({ field }) => place[field] ?? []),
      ),
      listDeleted(ctx),
    ])
    const { invite, create } = waysInOf(speaker)
    const mayBring = invite || create
    const mayInvite = can(ctx.actor, 'invitation.create')
    const filtered = filteredBy(place, choices, page.vocabulary)
    return usersArea({ ...page, place, choices, deleted, mayBring, mayInvite, filtered })
  },
}

const questionOf = (place: HomePlace) => ({
  search: place.search ?? null,
  status: place.status ?? null,
  roleId: place.role ?? null,
  teamId: place.team ?? null,
  departmentId: place.department ?? null,
  unitId: place.unit ?? null,
  siteId: place.site ?? null,
})

const fields = ['status', ...filterFields.map((it) => it.field)]

/** One filter more, or another value of it. */
export const filtering: Record<string, Reaction> = {
  ...Object.fromEntries(
    fields.map((field) => [`users.by-${field}`, showing((value) => ({ [field]: value, cursor: '' }))]),
  ),
  'users.unfilter': showing((field) => ({ ...(field === 'all' ? nothing : { [field]: '' }), cursor: '' })),
}

const nothing = Object.fromEntries([...fields, 'search'].map((field) => [field, '']))
