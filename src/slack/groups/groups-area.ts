import { groupActionsFor } from '../../domain/group-actions.ts'
import type { GroupKind } from '../../domain/group-kind.ts'
import { can } from '../../domain/policy.ts'
import type { Context } from '../../usecases/context.ts'
import { countGroups, type GroupInUse, seeGroups } from '../../usecases/groups/see-groups.ts'
import type { Answer, Heard, HomePlace } from '../door/answer.ts'
import type { Area } from '../home/areas.ts'
import { showing } from '../home/draw-home.ts'
import { slice } from '../home/slice.ts'
import { kinds, type ShownGroup } from './group.view.ts'
import { groupsArea, groupsWords } from './groups-area.view.ts'

const PAGE = 25
/** A message holds less than a Home. */
const IN_A_MESSAGE = 15

/** Departments, units, teams and sites, one kind at a time. */
export const groups: Area = {
  id: 'groups',
  title: 'Groups',
  needs: 'users.read',
  draw: async ({ ctx }, place) => {
    const kind = kindIn(place)
    const withArchived = place.archived === 'yes'
    const [all, counts] = await Promise.all([seeGroups(ctx, { kind, withArchived }), countGroups(ctx)])
    const page = slice(called(all, place.search ?? ''), place.cursor, PAGE)
    return groupsArea({
      ...page,
      kind,
      counts,
      shown: page.shown.map(shownTo(ctx)),
      search: place.search ?? '',
      isLong: all.length > PAGE,
      showsArchived: withArchived,
      mayCreate: can(ctx.actor, 'group.create'),
    })
  },
}

export const showKind = showing((kind) => ({ kind, cursor: '', search: '' }))
export const showArchived = showing((archived) => ({ archived, cursor: '' }))

const kindIn = ({ kind }: HomePlace): GroupKind => kinds.find((it) => it === kind) ?? 'team'

const shownTo =
  (ctx: Context) =>
  (it: GroupInUse): ShownGroup => ({ ...it, actions: groupActionsFor(ctx.actor, it) })

const called = <T extends { name: string }>(all: T[], sought: string): T[] =>
  all.filter((it) => it.name.toLowerCase().includes(sought.trim().toLowerCase()))

/** `/people groups`, `/people teams`, `/people groups Platform`. */
export async function showGroups(
  { ctx }: Heard,
  { kind, text }: { kind: GroupKind | null; text: string },
): Promise<Answer> {
  const wanted = kind ? [kind] : kinds
  const all = (await Promise.all(wanted.map((it) => seeGroups(ctx, { kind: it })))).flat()
  const found = called(all, text)
  return {
    note: groupsWords({
      shown: found.slice(0, IN_A_MESSAGE).map(shownTo(ctx)),
      more: Math.max(0, found.length - IN_A_MESSAGE),
      sought: text,
    }),
    home: { area: 'groups', ...(kind ? { kind } : {}), ...(text ? { search: text } : {}) },
  }
}
